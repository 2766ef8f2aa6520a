// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { Command } from 'commander'
import { COMMANDS } from '../../../src/cli/commands.ts'
import { commandShapes } from '../../../src/cli/completion/command-shape.ts'
import { optionWords } from '../../../src/cli/completion/option-words.ts'
import type { Streams } from '../../../src/cli/streams.ts'
import { portwright, temporaryFolder } from '../../support/command-line.ts'

const ESTATE = join(import.meta.dirname, '../../../policies/examples/small/estate.yaml')

const found = async (...words: readonly string[]): Promise<readonly string[]> => {
  const { exit, out } = await portwright(['completion', 'words', '--', ...words])
  return exit === 0 ? out.split('\n').slice(0, -1) : [`exit ${exit}`]
}

const program = new Command('portwright')
test.before(async () => {
  for (const load of Object.values(COMMANDS)) (await load())(program, {} as Streams, () => undefined)
})

test('commands, options and their words are completed', async (t) => {
  t.deepEqual(await found('com'), ['compile', 'completion'])
  t.true((await found('')).includes('traffic'))
  t.deepEqual(await found('lint', ESTATE, '--for'), ['--format'])
  t.deepEqual(await found('preview', '--method', 'pu'), ['push'])
  t.deepEqual(await found('compile', ESTATE, '--target', 'gpo,netsh,w'), ['gpo,netsh,wfw', 'gpo,netsh,wfp'])
  t.deepEqual(await found('plan', ESTATE, '--format', 'mark'), ['markdown'])
  t.deepEqual(await found('completion', 'f'), ['fish'])
  t.deepEqual(await found('compile', ESTATE, '--target=gpo,w'), ['--target=gpo,wfw', '--target=gpo,wfp'])
  t.deepEqual(await found('compile', ESTATE, '--host=cm'), ['--host=cm01.fabrikam.test'])
  t.deepEqual(await found('compile', ESTATE, '--out='), [':files'])
  // Behind -- nothing is an option.
  t.deepEqual(await found('explain', ESTATE, '--', 'cm'), ['cm01.fabrikam.test'])
  t.deepEqual(await found('explain', '--', ESTATE, '--'), [])
})

test('hosts, groups, networks and roles are those of the estate on the command line', async (t) => {
  t.deepEqual(await found('can', ESTATE, 'CM0'), ['cm01.fabrikam.test'])
  t.deepEqual((await found('can', ESTATE, 'cm01.fabrikam.test', 'work')).slice(0, 1), ['workstations'])
  t.deepEqual(await found('compile', ESTATE, '--host', 'cm01.fabrikam.test,d'), [
    'cm01.fabrikam.test,dp01.fabrikam.test',
    'cm01.fabrikam.test,dc01.fabrikam.test',
  ])
  t.deepEqual(await found('preview', ESTATE, '--client', ''), ['workstations'])
  t.deepEqual(await found('compile', ESTATE, '--host', 'work'), ['workstations'])
  t.deepEqual(await found('explain', ESTATE, 'work'), ['workstations'])
})

test('hosts and policies are those of an output too', async (t) => {
  const out = join(temporaryFolder(t), 'out')
  t.is((await portwright(['compile', ESTATE, '--out', out, '--target', 'csv', '--quiet'])).exit, 0)
  t.deepEqual(await found('apply', out, '--host', 'cm'), ['cm01.fabrikam.test'])
  t.true((await found('can', out, 'a', 'b', '443/tcp', '--policy', '')).length > 1)
  t.deepEqual((await found('can', out, 'work')).slice(0, 1), ['workstations'])
  t.deepEqual(await found('can', join(out, 'portwright.json'), 'cm'), ['cm01.fabrikam.test'])
})

test('a place for a path says so, and an estate with mistakes or none at all is no error', async (t) => {
  t.deepEqual(await found('check', 'est'), [':files'])
  t.deepEqual(await found('plan', ESTATE, '--against', ''), [':files'])
  t.deepEqual(await found('can', '/nowhere/estate.yaml', 'cm'), [...(await found('can', '/nowhere/estate.yaml', 'cm'))])
  const broken = join(temporaryFolder(t), 'estate.yaml')
  writeFileSync(broken, 'name: a\nhosts:\n  one.test: {}\n  two.test: { adresses: 1 }\n')
  t.deepEqual(await found('explain', broken, 'one'), ['one.test'])
  // A name of two lines would be two to a shell.
  writeFileSync(broken, 'name: a\nhosts:\n  one.test: {}\n  "one\\n.two": {}\n')
  t.deepEqual(await found('explain', broken, 'one'), ['one.test'])
  writeFileSync(broken, 'hosts: [\n')
  t.deepEqual(await found('preview', broken, '--host', ''), [])
})

test('nothing is offered where nothing can follow', async (t) => {
  t.deepEqual(await found('nonsense', ''), [])
  t.deepEqual(await found('check', ESTATE, ''), [])
  t.deepEqual(await found('apply', 'out', '--user', ''), [])
})

test('every option with a value has words, names, a path, or is said to have none that anybody could know', (t) => {
  const unknown = commandShapes(program).flatMap((command) =>
    command.options
      .filter(({ long, value }) => value !== null && optionWords(command.name, { long, value }) === null)
      .map(({ long }) => long),
  )
  t.deepEqual([...new Set(unknown)].sort(), ['--stop-after', '--throttle', '--to-version', '--user', '--version'])
})

test('each command refuses formats that are not offered, and takes those that are', async (t) => {
  for (const command of commandShapes(program)) {
    const format = command.options.find(({ long }) => long === '--format')
    const offered = format === undefined ? [] : optionWords(command.name, format)
    if (!Array.isArray(offered) || offered.length === 0) continue
    const rest =
      command.name === 'plan' ? ['--against', ESTATE] : command.name === 'compile' ? ['--out', '/nowhere/out'] : []
    const { exit, err } = await portwright([command.name, ESTATE, ...rest, '--format', 'nonsense'])
    t.is(exit, 2, command.name)
    for (const word of offered) t.true(err.includes(word), `${command.name} ${word}\n${err}`)
  }
})

test('a shell that nobody has heard of is refused with the nearest one', async (t) => {
  const { exit, err } = await portwright(['completion', 'bsh'])
  t.is(exit, 2)
  t.regex(err, /did you mean “bash”/)
})
