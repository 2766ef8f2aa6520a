// SPDX-License-Identifier: MIT
import { visible, visibleLines } from '../diagnostics/visible.ts'
import type { HostResult } from '../servers/host-result.ts'
import type { HostStep } from '../servers/host-world.ts'
import type { Streams } from './streams.ts'

export interface Progress {
  readonly step: (step: HostStep) => void
  readonly ended: (result: HostResult) => void
  /** A line that stays. */
  readonly note: (text: string) => void
  readonly close: () => void
}

const WORDS: Readonly<Record<HostStep['step'], string>> = {
  connect: 'connecting',
  look: 'looking at it',
  plan: 'planning',
  prepare: 'keeping the state before',
  guarded: 'changing',
  changed: 'checking',
  confirm: 'connecting anew',
  wait: 'waiting for the way back',
  'put-back': 'putting back',
  rollback: 'putting back',
  test: 'testing',
}

/** On a terminal a line a host that works, renewed in place; elsewhere a line when a host is done. */
export const progressOf = (streams: Streams, mode: string): Progress => {
  if (streams.quiet) return { step: () => undefined, ended: () => undefined, note: streams.err, close: () => undefined }
  const line = ({ host, state, seconds, error }: HostResult): string =>
    `${host}: ${state}${error === null ? '' : ` – ${error}`} (${seconds} s)\n`
  if (!streams.errIsTerminal) {
    return {
      step: ({ host, step, until }) => {
        if (step === 'guarded' && until !== undefined) streams.err(`${host}: put back at ${until} unless confirmed\n`)
      },
      ended: (result) => streams.err(line(result)),
      note: streams.err,
      close: () => undefined,
    }
  }
  const working = new Map<string, string>()
  let drawn = 0
  const wipe = (): string => (drawn === 0 ? '' : `\u001b[${drawn}A\u001b[J`)
  const draw = (before: string): void => {
    const width = streams.columns > 20 ? streams.columns - 1 : 79
    const lines = [...working].map(([host, text]) => visible(`${host}: ${text}`).slice(0, width))
    const print = streams.progress ?? streams.err
    print(`${wipe()}${visibleLines(before)}${lines.map((text) => `${text}\n`).join('')}`)
    drawn = lines.length
  }
  return {
    step: ({ host, step, until }) => {
      working.set(host, until === undefined ? WORDS[step] : `${WORDS[step]}, put back at ${until} unless confirmed`)
      draw('')
    },
    ended: (result) => {
      working.delete(result.host)
      draw(mode === 'what-if' ? '' : line(result))
    },
    note: draw,
    close: () => {
      working.clear()
      draw('')
    },
  }
}
