// SPDX-License-Identifier: MIT

import test from 'ava'
import { Command } from 'commander'
import { COMMANDS } from '../../src/cli/commands.ts'
import type { Streams } from '../../src/cli/streams.ts'
import { portwright } from '../support/command-line.ts'

const SMALL = new URL('../../policies/examples/small/estate.yaml', import.meta.url).pathname

const NOWHERE = {} as unknown as Streams

const program = new Command()
const shapes = (): Command['commands'] => program.commands
test.before(async () => {
  for (const load of Object.values(COMMANDS)) (await load())(program, NOWHERE, () => {})
})

test('the help of every command says its exit codes', async (t) => {
  t.true(shapes().length >= 17)
  for (const command of shapes()) {
    const { exit, out } = await portwright([command.name(), '--help'])
    t.is(exit, 0)
    const codes = [...(out.split('\nExit codes:\n')[1] ?? '').matchAll(/^ {2}(\d+) +\S/gm)].map(([, code]) => code)
    t.deepEqual(
      codes.filter((code) => code !== '3'),
      ['0', '1', '2', '70', '130'],
      command.name(),
    )
    const asks = ['read', 'verify', 'plan', 'can', 'lint', 'apply', 'traffic'].includes(command.name())
    t.is(codes.includes('3'), asks, command.name())
  }
})

test('the help says that standard input may be read wherever a file is, and where standard output may be written', (t) => {
  const folders = ['verify', 'apply', 'init']
  for (const command of shapes()) {
    const [first] = command.registeredArguments
    if (first !== undefined && !folders.includes(command.name()) && command.name() !== 'completion')
      t.regex(first.description, /(?:^|; )- (?:is|reads) /, command.name())
    for (const { long, description } of command.options)
      if (long === '--html' || long === '--flows' || (long === '--out' && command.name() !== 'compile'))
        t.regex(description, /standard output/, `${command.name()} ${long}`)
  }
})

test('standard input that is named twice, or where there is none, is a wrong command line', async (t) => {
  for (const words of [
    ['plan', '-', '--against', '-'],
    ['lint', '-', '--estate', '-'],
    ['adopt', '-', '-', '--host', 'cm01.fabrikam.test'],
    ['traffic', '-', '-'],
    ['import', '-', '-'],
    ['read', '-', '-'],
    ['can', '-', '-'],
  ]) {
    const { exit, err } = await portwright(
      words,
      'name: a\nproduct: cmcb\nhosts: { a: { addresses: [10.0.0.1], roles: [] } }\n',
    )
    t.is(exit, 2, `${words.join(' ')}: ${err}`)
    t.regex(err, /standard input/)
  }
  for (const words of [
    ['check', '-', '--watch'],
    ['compile', '-', '--watch'],
    ['plan', SMALL, '--against', '-', '--watch'],
    ['lint', '-', '--watch'],
    ['compile', SMALL, '--out', '-'],
    ['init', '-'],
    ['verify', '-'],
    ['apply', '-', '--what-if'],
    ['apply', 'out', '--journal', '-'],
    ['plan', SMALL, '--against', 'live', '--evidence', '-'],
  ])
    t.is((await portwright(words)).exit, 2, words.join(' '))
})
