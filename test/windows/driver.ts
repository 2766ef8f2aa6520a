// SPDX-License-Identifier: MIT
import { chmodSync, closeSync, cpSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** What is done to the files before a command runs. Paths are relative to the folder of the run. */
export type Act =
  | readonly ['write', path: string, text: string]
  | readonly ['copy', from: string, to: string]
  | readonly ['hold', path: string]
  | readonly ['read-only', path: string]
  | readonly ['rename', from: string, to: string]

export interface Step {
  readonly name: string
  readonly words: readonly string[]
  readonly before?: readonly Act[]
  /** The current folder meanwhile. */
  readonly within?: string
}

export interface Answer {
  readonly name: string
  readonly exit: number
  readonly out: string
  readonly err: string
}

/** `libuv` opens a file so that nobody else may have it: UV_FS_O_EXLOCK. */
const FOR_US_ALONE = 0x1000_0000

/**
 * `node driver.ts COMMAND STEPS ANSWERS`: runs command lines one after the other in the current folder, each with the
 * built command loaded anew, since starting a program of Windows under wine takes longer than most of what it does.
 */
const main = async (command: string, stepsFile: string, answersFile: string): Promise<void> => {
  const require = createRequire(import.meta.url)
  const home = process.cwd()
  const answers: Answer[] = []
  for (const { name, words, before = [], within } of JSON.parse(readFileSync(stepsFile, 'utf8')) as readonly Step[]) {
    const held = before.flatMap(act)
    if (within !== undefined) process.chdir(within)
    answers.push({ name, ...(await run(require, command, words)) })
    process.chdir(home)
    held.forEach(closeSync)
  }
  writeFileSync(answersFile, JSON.stringify(answers))
  process.exitCode = 0
}

const act = (one: Act): readonly number[] => {
  const [verb, path, more] = one
  if (verb === 'hold') return [openSync(path, FOR_US_ALONE)]
  if (verb === 'read-only') chmodSync(path, 0o444)
  else if (verb === 'rename') renameSync(path, more)
  else {
    mkdirSync(dirname(verb === 'copy' ? more : path), { recursive: true })
    if (verb === 'copy') cpSync(path, more, { recursive: true })
    else writeFileSync(path, more)
  }
  return []
}

const run = async (
  require: NodeJS.Require,
  command: string,
  words: readonly string[],
): Promise<Omit<Answer, 'name'>> => {
  const said = { out: '', err: '' }
  const real = { out: process.stdout.write, err: process.stderr.write }
  const listen = (stream: NodeJS.WriteStream, name: 'out' | 'err'): void => {
    stream.write = ((text: string | Uint8Array, ...rest: readonly unknown[]) => {
      said[name] += typeof text === 'string' ? text : Buffer.from(text).toString('utf8')
      const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined
      done?.()
      return true
    }) as typeof stream.write
  }
  listen(process.stdout, 'out')
  listen(process.stderr, 'err')
  process.argv = [process.execPath, command, ...words]
  delete require.cache[require.resolve(command)]
  try {
    const { finished } = require(command) as { readonly finished: Promise<number> }
    return { exit: await finished, ...said }
  } finally {
    process.stdout.write = real.out
    process.stderr.write = real.err
    process.stdout.removeAllListeners('error')
    process.stderr.removeAllListeners('error')
  }
}

const [command, steps, answers] = process.argv.slice(2)
if (command !== undefined && steps !== undefined && answers !== undefined) await main(command, steps, answers)
