// SPDX-License-Identifier: MIT
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { Act, Answer, Step } from './step.ts'

/** `libuv` opens a file so that nobody else may have it: UV_FS_O_EXLOCK. */
const FOR_US_ALONE = 0x1000_0000

/**
 * `node driver.ts COMMAND STEPS ANSWERS`: runs command lines one after the other in the current folder, each with the
 * built command loaded anew, since starting a program of Windows under wine takes longer than most of what it does.
 */
const main = async (command: string, stepsFile: string, answersFile: string): Promise<void> => {
  const require = createRequire(import.meta.url)
  // Each command that is loaded listens for the end of the process.
  process.setMaxListeners(0)
  const home = process.cwd()
  const answers: Answer[] = []
  for (const { name, words, before = [], within = '.', env = {}, delayed = false } of JSON.parse(
    readFileSync(stepsFile, 'utf8'),
  ) as readonly Step[]) {
    const undo: (() => void)[] = []
    for (const one of before) undo.push(await act(one))
    process.chdir(within)
    answers.push({
      name,
      ...(typeof words === 'string' ? runLine(words, env, delayed) : await run(require, command, words)),
    })
    writeFileSync(answersFile, JSON.stringify(answers))
    process.chdir(home)
    for (const one of undo) one()
  }
  process.exitCode = 0
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

const runLine = (line: string, env: Readonly<Record<string, string>>, delayed: boolean): Omit<Answer, 'name'> => {
  // As cmd itself wants it: one pair of quotation marks around the whole line.
  const words = ['/d', delayed ? '/v:on' : '/v:off', '/s', '/c', `"${line}"`]
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
