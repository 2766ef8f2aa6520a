// SPDX-License-Identifier: MIT
import test from 'ava'
import type { HiveValue } from '../../../src/formats/regf/hive-key.ts'
import { writeHive } from '../../../src/formats/regf/write-hive.ts'
import { runTool, xmlValues } from './hive-tools.ts'
import { dword, key, text } from './hive-tree.ts'

const long = 'v2.10|'.repeat(10_000)
const hive = (rules: readonly HiveValue[]): Uint8Array =>
  writeHive(
    key(
      '{11111111-2222-4333-8444-555555555555}',
      [dword('PolicyVersion', 0x20a)],
      [
        key('FirewallRules', rules),
        key(
          'Deep',
          [],
          Array.from({ length: 1_200 }, (_, i) => key(`k${i}`, [dword('n', i)])),
        ),
        key('Empty', []),
      ],
    ),
  )
const HIVE = hive([text('{A}', long), text('é', 'ü'), text('名前', '値'), text('', 'default')])

test('hivexml reads every key and value of a hive with segments, many keys and names of all kinds', (t) => {
  const run = runTool(t, 'hivexml', HIVE)
  if (run === null) return
  t.is(run.stderr, '')
  t.is(run.status, 0)
  const values = xmlValues(run.stdout)
  t.is(values.length, 1_205)
  t.deepEqual(
    values.filter(({ path }) => path === 'FirewallRules').map(({ name, value }) => [name, value]),
    [
      ['{A}', long],
      ['é', 'ü'],
      ['名前', '値'],
      ['', 'default'],
    ],
  )
  t.is(values.find(({ path }) => path === 'Deep/k1199')?.value, '1199')
})

test('reglookup reads the hive without a warning', (t) => {
  // It prints in ASCII and warns of every other letter.
  const run = runTool(t, 'reglookup', hive([text('{A}', long), text('', 'default')]))
  if (run === null) return
  t.is(run.stderr, '')
  t.is(run.status, 0)
  const lines = run.stdout.trim().split('\n')
  t.is(lines.filter((line) => line.includes(',KEY,')).length, 1_204)
  t.true(lines.some((line) => line.startsWith('//PolicyVersion,DWORD,0x0000020A,')))
})

test('libregf reads the hive without a complaint', (t) => {
  for (const program of ['regfinfo', 'regfexport']) {
    const run = runTool(t, program, HIVE)
    if (run === null) return
    t.is(run.stderr, '')
    t.is(run.status, 0)
    t.false(/corrupt|unable|error/i.test(run.stdout), run.stdout.slice(0, 500))
  }
})
