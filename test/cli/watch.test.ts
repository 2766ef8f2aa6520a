// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { temporaryFolder } from '../support/command-line.ts'

const OLD = `name: contoso
product: cmcb
sites: { PS1: { type: primary } }
networks: { office: [10.20.0.0/16] }
hosts:
  dp01.contoso.test: { addresses: [10.0.0.20], site: PS1, roles: [distribution-point] }
clients: { workstations: { site: PS1, networks: [office] } }
flows:
  - { name: a, from: workstations, to: dp01.contoso.test, protocol: tcp, ports: [7000], reason: A, owner: o }
`

/** What a command prints under --watch, run by run, when the file holds one text after the other. */
const runs = async (
  t: ExecutionContext,
  words: (folder: string) => readonly string[],
  texts: readonly string[],
): Promise<{ readonly printed: readonly string[]; readonly watched: readonly string[]; readonly exit: number }> => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'old.yaml'), OLD)
  const left = [...texts]
  const save = (): boolean => {
    const text = left.shift()
    if (text !== undefined) writeFileSync(join(folder, 'estate.yaml'), text)
    return text !== undefined
  }
  save()
  const printed: string[] = ['']
  let watched: readonly string[] = []
  const exit = await runCommandLine(words(folder), {
    out: async (text) => void printed.push(`${printed.pop()}${text}`),
    err: () => {},
    outIsTerminal: false,
    errIsTerminal: false,
    columns: 100,
    quiet: true,
    verbose: false,
    environment: {},
    readInput: async () => new Uint8Array(),
    today: '2026-01-15',
    nextSave: async (paths) => {
      watched = paths.map((path) => path.slice(folder.length + 1))
      printed.push('')
      return save()
    },
  })
  return { printed: printed.slice(0, -1), watched, exit }
}

const plan = (folder: string): readonly string[] => [
  'plan',
  join(folder, 'estate.yaml'),
  '--against',
  join(folder, 'old.yaml'),
  '--watch',
]

test('under --watch a plan is made anew after each save, and shows what changed', async (t) => {
  const { printed, watched, exit } = await runs(t, plan, [
    OLD,
    OLD.replace('7000', '7001'),
    `${OLD}# a comment\n`.replace('7000', '7001'),
    OLD,
  ])
  t.deepEqual([...watched].sort(), ['estate.yaml', 'old.yaml'])
  t.is(exit, 0)
  t.is(printed[0], 'no difference: 2 policies let the same packets through\n')
  t.regex(
    printed[1] as string,
    /^no longer: no difference: .*\nPS1-distribution-point .*\n {2}\+ workstations reach dp01\.contoso\.test on tcp 7001 .*\n {2}- workstations no longer reach dp01\.contoso\.test on tcp 7000 .*\n1 opened, 1 closed; /,
  )
  t.is(printed[2], 'nothing changed\n')
  t.regex(printed[3] as string, /^no longer: PS1-distribution-point .*\nno longer: 1 opened, .*\nno difference: /)
})

test('a save that breaks the estate is said, and the next one may mend it', async (t) => {
  const { printed, exit } = await runs(t, plan, [OLD, OLD.replace('ports', 'prots'), OLD])
  t.is(exit, 0)
  t.regex(printed[1] as string, /unknown-key/)
  t.regex(printed[2] as string, /no difference: /)
})

test('check and compile run under --watch too', async (t) => {
  const check = await runs(t, (folder) => ['check', join(folder, 'estate.yaml'), '--watch'], [
    OLD.replace('ports', 'prots'),
    OLD,
  ])
  t.is(check.exit, 0)
  t.regex(check.printed[0] as string, /unknown-key/)
  t.regex(check.printed[1] as string, /^no longer: .*invalid-flow.*\nno longer: .*unknown-key.*\n$/)
  const compile = await runs(
    t,
    (folder) => ['compile', join(folder, 'estate.yaml'), '--out', join(folder, 'out'), '--target', 'csv', '--watch'],
    [OLD, OLD.replace('7000', '7001')],
  )
  t.is(compile.exit, 0)
  t.deepEqual(compile.watched, ['estate.yaml'])
})

test('lint runs under --watch too', async (t) => {
  const lint = await runs(t, (folder) => ['lint', join(folder, 'estate.yaml'), '--watch'], [
    OLD.replace('ports', 'prots'),
    OLD,
  ])
  t.is(lint.exit, 0)
  t.regex(lint.printed[0] as string, /unknown-key/)
  t.regex(lint.printed[1] as string, /^no longer: .*\nno longer: .*unknown-key/)
})

test('a file that an estate includes is waited for before it is there', async (t) => {
  const estate = "import { hosts } from './hosts.ts'\nexport default { name: 'a', product: 'cmcb', hosts }\n"
  const { printed, watched } = await runs(
    t,
    (folder) => {
      writeFileSync(join(folder, 'estate.ts'), estate)
      return ['check', join(folder, 'estate.ts'), '--watch']
    },
    [''],
  )
  t.regex(printed[0] as string, /there is no such file/)
  t.deepEqual([...watched].sort(), ['estate.ts', 'hosts.ts'])
})

test('the command itself waits for a save and ends with an interruption', async (t) => {
  const folder = temporaryFolder(t)
  const estate = join(folder, 'estate.yaml')
  writeFileSync(join(folder, 'old.yaml'), OLD)
  writeFileSync(estate, OLD)
  const main = resolve(import.meta.dirname, '../../src/cli/main.ts')
  const child = spawn(process.execPath, [main, 'plan', estate, '--against', join(folder, 'old.yaml'), '--watch'])
  let out = ''
  const said = (what: RegExp): Promise<void> =>
    new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`never said: ${out}`)), 60_000)
      const look = (): void => {
        if (!what.test(out)) return
        clearTimeout(timer)
        done()
      }
      child.stdout.on('data', look)
      look()
    })
  child.stdout.on('data', (text) => {
    out += text
  })
  await said(/no difference/)
  writeFileSync(estate, OLD.replace('7000', '7001'))
  await said(/tcp 7001/)
  const ended = new Promise((done) => child.on('exit', (code, signal) => done(signal ?? code)))
  child.kill('SIGINT')
  t.is(await ended, 'SIGINT')
})
