// SPDX-License-Identifier: MIT
import { randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { PowerShell } from 'node-powershell'
import { endProcessTree } from './end-process-tree.ts'

/** What a step of the local PowerShell came to. Without a frame of ours nothing is an answer. */
export type ShellAnswer =
  | { readonly kind: 'answer'; readonly data: unknown; readonly noise: string }
  | { readonly kind: 'timeout'; readonly noise: string }
  | { readonly kind: 'dead'; readonly noise: string }

/** One PowerShell of this computer, for one server. */
export interface HostShell {
  /** `data` goes in as base64 on standard input, behind a line that is always the same. */
  readonly ask: (data: object, milliseconds: number) => Promise<ShellAnswer>
  readonly close: () => Promise<void>
}

/** What the class of node-powershell has and its types do not show. */
interface Inside {
  readonly process: { readonly pid?: number; readonly exitCode: number | null; readonly signalCode: string | null }
  readonly exitPromise: Promise<void>
}

const FLAGS = ['-NoLogo', '-NoProfile', '-NonInteractive', '-NoExit', '-Command', '-']
const WINDOWS = process.platform === 'win32'

/** node-powershell looks for an executable of its own, adds flags, and keeps the shell in our process group. */
class ApartShell extends PowerShell {
  protected override setExecutable({ executable = '' }: { readonly executable?: string }): never {
    return executable as never
  }
}
Object.defineProperty(ApartShell.prototype, 'setExecutableOptions', { value: (): readonly string[] => FLAGS })
// In a session of its own: Ctrl-C, a request to end and the end of a terminal are for us, and the hosts that run finish.
Object.defineProperty(ApartShell.prototype, 'spawnOptions', {
  set(options: object) {
    Object.defineProperty(this, 'spawnOptions', { value: { ...options, detached: !WINDOWS } })
  },
})

const BOOTSTRAP =
  '. ([scriptblock]::Create([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String([Console]::In.ReadLine()))))'
const STEP = 'Invoke-PortwrightStep'
const NOISE = 8_000

const inBase64 = (text: string): string => Buffer.from(text).toString('base64')

/** The last frame between two marks; null where there is none that is whole. */
export const frameIn = (output: string, mark: string): unknown => {
  const end = output.lastIndexOf(mark)
  const start = end < 0 ? -1 : output.lastIndexOf(mark, end - 1)
  if (start < 0) return null
  try {
    const packed = Buffer.from(output.slice(start + mark.length, end), 'base64')
    return JSON.parse(gunzipSync(packed).toString('utf8')) as unknown
  } catch {
    return null
  }
}

/** Starts PowerShell with `script`, which defines the step. Nothing of a user stands in a command. */
export const startShell = (
  executable: string,
  script: string,
  environment: Readonly<Record<string, string | undefined>>,
): HostShell => {
  const shell = new ApartShell({
    executable,
    throwOnInvocationError: false,
    spawnOptions: {
      env: {
        ...environment,
        NO_COLOR: '1',
        TERM: 'dumb',
        POWERSHELL_TELEMETRY_OPTOUT: '1',
        POWERSHELL_UPDATECHECK: 'Off',
      },
      windowsHide: true,
    },
  })
  const inside = shell as unknown as Inside
  // How it ends is seen by what it answers.
  inside.exitPromise.catch(() => undefined)
  for (const stream of Object.values(shell.streams)) stream.on('error', () => undefined)
  let noise = ''
  const hear = (chunk: unknown): void => {
    noise = (noise + String(chunk)).slice(-NOISE)
  }
  shell.streams.stdout.on('data', hear)
  shell.streams.stderr.on('data', hear)
  let started = false
  const end = (): void => {
    if (inside.process.pid !== undefined && inside.process.exitCode === null && inside.process.signalCode === null)
      endProcessTree(inside.process.pid)
  }
  return {
    ask: async (data, milliseconds) => {
      const mark = `<${randomBytes(12).toString('hex')}>`
      const lines = [STEP, inBase64(JSON.stringify({ ...data, mark }))]
      const command = started ? lines : [BOOTSTRAP, inBase64(script), ...lines]
      started = true
      noise = ''
      let timer: NodeJS.Timeout | undefined
      const limit = new Promise<'timeout'>((resolve) => {
        timer = setTimeout(() => resolve('timeout'), milliseconds)
      })
      const invoked = shell.invoke(command.join('\n')).then(
        ({ stdout }) => ({ output: String(stdout ?? '') }),
        () => ({ output: '' }),
      )
      const first = await Promise.race([invoked, limit])
      clearTimeout(timer)
      if (first === 'timeout') {
        end()
        return { kind: 'timeout', noise: withoutFrames(noise) }
      }
      const answer = frameIn(first.output, mark)
      const heard = withoutFrames(noise)
      return answer === null ? { kind: 'dead', noise: heard } : { kind: 'answer', data: answer, noise: heard }
    },
    close: async () => {
      end()
      await inside.exitPromise.catch(() => undefined)
    },
  }
}

/** What ssh and PowerShell print for people, without what goes between us and the shell. */
const withoutFrames = (text: string): string =>
  text
    .split(/\r?\n/)
    .filter(
      (line) =>
        line.trim() !== '' && !/^[A-Za-z0-9]{16}$|^<[0-9a-f]{24}>|^What if: |[A-Za-z0-9+/=]{200}/.test(line.trim()),
    )
    .join('\n')
    .trim()
