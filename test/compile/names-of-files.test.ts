// SPDX-License-Identifier: MIT
import test from 'ava'
import { writeArtifacts } from '../../src/compile/compile-output.ts'
import type { CompiledEstate } from '../../src/compile/compiled-estate.ts'
import type { OutputFolder } from '../../src/output/output-folder.ts'
import { intuneTarget } from '../../src/targets/intune/target.ts'
import { OPTIONS, policy, rule } from '../support/sample-rules.ts'

test('two artifacts that want one file name are a fault of the compile, whatever their case', async (t) => {
  const folder = { write: () => {} } as unknown as OutputFolder
  const rules = Array.from({ length: 151 }, (_, index) => rule({ id: `r${index}`, displayName: `Rule ${index}` }))
  const unverified = async (second: string): Promise<readonly string[]> => {
    const policies = [policy(rules, { id: 'a' }), policy([rule()], { id: second })]
    const summary = await writeArtifacts(
      {} as CompiledEstate,
      policies,
      [intuneTarget],
      OPTIONS,
      folder,
      async () => {},
      async () => [],
    )
    return summary.unverified.map(({ path, differences }) => `${path}: ${differences.join()}`)
  }
  t.deepEqual(await unverified('A-2'), ['intune/A-2.json: two artifacts have this name'])
  t.deepEqual(await unverified('a-3'), [])
})
