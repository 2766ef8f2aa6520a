// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import { findPwsh } from '../powershell/find-pwsh.ts'
import { QUIET_STREAMS } from '../quiet-streams.ts'
import type { ConsoleStep, Step } from './page.ts'
import { powerShellLines } from './powershell-lines.ts'

/**
 * A process of its own, since it goes from folder to folder: reads pages as JSON, does in an empty folder what each says,
 * and prints what every command printed; null where PowerShell is missing.
 */
interface Page {
  readonly name: string
  readonly steps: readonly Step[]
}

/** A line into words, as a shell takes them: quotes, `>` and `<` of their own. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '')

const portwright = async (words: readonly string[], input: Uint8Array): Promise<string> => {
  const to = words.indexOf('>')
  const from = words.indexOf('<')
  const end = Math.min(...[to, from].filter((at) => at >= 0), words.length)
  let out = ''
  let shown = ''
  await runCommandLine(words.slice(0, end), {
    ...QUIET_STREAMS,
    out: async (text) => {
      if (to < 0) shown += text
      else out += text
    },
    err: (text) => {
      shown += text
    },
    readInput: async () => (from < 0 ? input : readFileSync(words[from + 1] as string)),
  })
  if (to >= 0) writeFileSync(words[to + 1] as string, out)
  return shown
}

const shell = (line: string): Buffer => {
  const ran = spawnSync('bash', ['-c', `${line} 2>&1`], {
    env: {
      ...process.env,
      LC_ALL: 'C.UTF-8',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@contoso.test',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@contoso.test',
      GIT_AUTHOR_DATE: '2026-01-15T09:00:00Z',
      GIT_COMMITTER_DATE: '2026-01-15T09:00:00Z',
    },
  })
  if (ran.error !== undefined) throw ran.error
  return ran.stdout
}

const ofShell = async (line: string): Promise<string> => {
  const [first = '', second] = line.split(' | ')
  if (second !== undefined) return portwright(wordsOf(second).slice(1), shell(first))
  const words = wordsOf(line)
  return words[0] === 'portwright' ? portwright(words.slice(1), Buffer.alloc(0)) : shell(line).toString()
}

const { pages, root } = JSON.parse(readFileSync(0, 'utf8')) as {
  readonly pages: readonly Page[]
  /** The checkout, which has the examples. */
  readonly root: string
}
const pwsh = findPwsh()
const lines = pwsh === null ? null : powerShellLines(pwsh)

const outputOf = async ({ prompt, line }: ConsoleStep, folder: string): Promise<string | null> => {
  if (prompt === '$') return ofShell(line)
  return lines === null ? null : lines.ask(line, folder)
}

const results: (readonly (string | null)[])[] = []
for (const { steps } of pages) {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-docs-'))
  process.chdir(folder)
  symlinkSync(join(root, 'policies'), 'policies')
  const outputs: (string | null)[] = []
  for (const step of steps) {
    if (step.kind === 'command') {
      const text = await outputOf(step, folder)
      outputs.push(
        text === null
          ? null
          : text
              .replaceAll(`${folder}/`, '')
              .replaceAll(folder, '.')
              .replace(/\uFEFF|\r/g, '')
              .replace(/[ \t]+$/gm, ''),
      )
    } else {
      mkdirSync(dirname(join(folder, step.path)), { recursive: true })
      writeFileSync(step.path, step.text)
    }
  }
  lines?.forget()
  process.chdir(root)
  rmSync(folder, { recursive: true, force: true })
  results.push(outputs)
}
process.stdout.write(JSON.stringify(results))
