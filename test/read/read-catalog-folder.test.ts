// SPDX-License-Identifier: MIT
import test from 'ava'
import { readArtifact } from '../../src/read/read-artifact.ts'
import { readRuleSets } from '../../src/read/read-rule-sets.ts'
import { intuneTarget } from '../../src/targets/intune/target.ts'
import type { OutputFile } from '../../src/targets/target.ts'
import { NO_SETTINGS } from '../support/sample/no-settings.ts'
import { OPTIONS, policy, rule } from '../support/sample-rules.ts'

const model = policy(
  Array.from({ length: 151 }, (_, index) =>
    rule({ id: `r${index}`, group: 'Portwright: test / sample', localPorts: [String(index + 1)] }),
  ),
  { settings: { ...NO_SETTINGS, enabled: true } },
)
const ours = intuneTarget.write(model, OPTIONS).files
const somebodys = (path: string, name: string): OutputFile => {
  const body = JSON.parse(new TextDecoder().decode(intuneTarget.write(policy([rule()]), OPTIONS).files[0]?.bytes))
  return { path, bytes: new TextEncoder().encode(JSON.stringify({ ...body, name, description: '' })) }
}

test('in a folder the parts of a policy of ours are one policy, and others stand for themselves', async (t) => {
  const read = await readRuleSets([...ours, somebodys('a.json', 'A'), somebodys('b.json', 'A')], true)
  t.is(read?.format, 'intune')
  t.deepEqual(
    read?.sets.map(({ id, name, rules, losses }) => [id, name, rules.length, losses.length]),
    [
      ['sample', null, 151, 0],
      [null, 'A', 1, 0],
      [null, 'A', 1, 0],
    ],
  )
  t.is(read?.sets[0]?.settings.domain.enabled, true)
  t.is((await readArtifact(ours, true))?.rules.length, 151)
})

test('a folder with a damaged policy is not read without it', async (t) => {
  const [first, ...rest] = ours
  const cut = { path: 'intune/sample.json', bytes: (first?.bytes ?? new Uint8Array()).subarray(0, 200_000) }
  await t.throwsAsync(readRuleSets([cut, ...rest], true))
  t.is(await readRuleSets([{ path: 'x.json', bytes: new TextEncoder().encode('{}') }], true), null)
})
