// SPDX-License-Identifier: MIT
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { Streams } from '../../../src/cli/streams.ts'
import type { Act, Answer, Step } from './step.ts'

/** `libuv` opens a file so that nobody else may have it: UV_FS_O_EXLOCK. */
const FOR_US_ALONE = 0x1000_0000

type RunCommandLine = (words: readonly string[], streams: Streams) => Promise<number>

/**
 * `node driver.ts COMMAND STEPS ANSWERS`: runs command lines one after the other in the current folder, all with one built
 * command, since starting a program of Windows under wine takes longer than most of what it does.
 */
const main = async (command: string, stepsFile: string, answersFile: string): Promise<void> => {
  // What is loaded runs the words of this process; those of the steps come after it.
  process.argv.splice(2, Number.POSITIVE_INFINITY, '--version')
  const { runCommandLine } = createRequire(import.meta.url)(command) as { readonly runCommandLine: RunCommandLine }
  const home = process.cwd()
  const answers: Answer[] = []
  for (const { name, words, before = [], within = '.', ...how } of JSON.parse(
    readFileSync(stepsFile, 'utf8'),
  ) as readonly Step[]) {
    const undo: (() => void)[] = []
    for (const one of before) undo.push(await act(one))
    process.chdir(within)
    answers.push({ name, ...(typeof words === 'string' ? runLine(words, how) : await run(runCommandLine, words)) })
    process.chdir(home)
    for (const one of undo) one()
  }
  writeFileSync(answersFile, JSON.stringify(answers))
}

/** Gives what takes it back. */
const act = async (one: Act): Promise<() => void> => {
  const [verb, path] = one
  if (verb === 'hold') {
    const file = openSync(path, FOR_US_ALONE)
    return () => closeSync(file)
  }
  if (verb === 'stand') {
    const words = ['/d', '/c', 'echo here& set /p x=']
    const child = spawn('cmd.exe', words, { cwd: path, stdio: ['pipe', 'pipe', 'ignore'] })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    return () => void child.kill()
  }
  if (verb === 'read-only') chmodSync(path, 0o444)
  else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, one[2])
  }
  return () => undefined
}

const run = async (runCommandLine: RunCommandLine, words: readonly string[]): Promise<Omit<Answer, 'name'>> => {
  let out = ''
  let err = ''
  const exit = await runCommandLine(words, {
    out: async (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    outIsTerminal: false,
    errIsTerminal: false,
    columns: 100,
    quiet: false,
    verbose: false,
    environment: process.env,
    readInput: async () => new Uint8Array(),
    today: '2026-01-15',
  })
  return { exit, out, err }
}

const runLine = (line: string, { env, delayed }: Pick<Step, 'env' | 'delayed'>): Omit<Answer, 'name'> => {
  // As cmd itself wants it: one pair of quotation marks around the whole line.
  const words = ['/d', delayed === true ? '/v:on' : '/v:off', '/s', '/c', `"${line}"`]
  const { status, stdout, stderr } = spawnSync('cmd.exe', words, {
    windowsVerbatimArguments: true,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  return { exit: status, out: stdout.replaceAll('\r\n', '\n'), err: stderr.replaceAll('\r\n', '\n') }
}

const [command, steps, answers] = process.argv.slice(2)
if (command !== undefined && steps !== undefined && answers !== undefined) await main(command, steps, answers)
