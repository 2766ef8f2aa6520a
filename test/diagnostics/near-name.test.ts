// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { nearName } from '../../src/diagnostics/near-name.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'

const SMALL = join(import.meta.dirname, '../../policies/examples/small/estate.yaml')

test('a short name means the host of that name, before any word that looks like it', (t) => {
  t.is(nearName('SQL1', ['sql2', 'sql1.x.test']), 'sql1.x.test')
  t.is(nearName('sql1', ['sql2', 'other']), 'sql2')
  t.is(nearName('slq1', ['other', 'sql1.x.test', 'a/b.c']), 'sql1.x.test')
  t.is(nearName('zebra', ['sql2.x.test']), null)
})

for (const words of [
  ['compile', SMALL, '--host', 'cm01'],
  ['can', SMALL, 'workstations', 'cm01', '443/tcp'],
  ['can', SMALL, 'cm01', 'workstations', '443/tcp'],
  ['preview', SMALL, '--host', 'CM01'],
  ['explain', SMALL, 'cm01'],
  ['explain', SMALL, 'cm01', '445/tcp'],
  ['explain', SMALL, 'cm1'],
])
  test(`${words[0]} knows whom the short name ${words.slice(2).join(' ')} means`, async (t) => {
    const { exit, err } = await portwright(words)
    t.is(exit, 2)
    t.regex(err, /hint: did you mean “cm01\.fabrikam\.test( 445\/tcp)?”\?/)
  })

test('whoever names a host of an output or of a log has the nearest one as well', async (t) => {
  const folder = temporaryFolder(t)
  const [out, rules] = [join(folder, 'out'), join(folder, 'rules.csv')]
  t.is((await portwright(['compile', SMALL, '--out', out, '--target', 'csv'])).exit, 0)
  writeFileSync(rules, '"Name","DisplayName"\n"a","b"\n')
  for (const words of [
    ['can', out, 'cm01', 'workstations', '443/tcp'],
    ['apply', out, '--host', 'cm01', '--what-if'],
    ['plan', out, '--against', 'live', '--host', 'cm01'],
    ['plan', SMALL, '--against', out, '--policy', 'cm01'],
    ['adopt', SMALL, rules, '--host', 'cm01'],
    ['traffic', SMALL, rules, '--host', 'cm01'],
  ]) {
    const { exit, err } = await portwright(words)
    t.is(exit, 2, words.join(' '))
    t.regex(err, /hint: did you mean “cm01\.fabrikam\.test”\?/, words.join(' '))
  }
})

test('a missing argument says where to read what a command takes', async (t) => {
  for (const words of [
    ['explain', SMALL],
    ['can', SMALL, 'cm01'],
    ['check'],
    ['check', SMALL, 'more'],
    ['compile', SMALL, '--out'],
  ]) {
    const { exit, err } = await portwright(words)
    t.is(exit, 2)
    t.true(err.includes(`hint: “portwright ${words[0]} --help” shows what it takes.`), err)
  }
})

test('an estate that is not there is told with what to do', async (t) => {
  const { exit, err } = await portwright(['check', 'no-such-folder/estate.yaml'])
  t.is(exit, 1)
  t.regex(err, /hint: Look at the name, the folder/)
})
