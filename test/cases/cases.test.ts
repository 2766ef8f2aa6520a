// SPDX-License-Identifier: MIT
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { TARGETS } from '../../src/targets/targets.ts'
import { POLICY_TARGETS } from '../support/policy-targets.ts'
import { BEHAVIOURS } from './behaviours.ts'
import { sayingOf } from './what-targets-say.ts'

/** UPDATE_CASES=1 writes the files anew; read the difference before you commit it. */
const update = process.env.UPDATE_CASES === '1'

for (const [name, rule] of Object.entries(BEHAVIOURS)) {
  test(`every target says “${name.replaceAll('-', ' ')}” exactly as its case file has it`, async (t) => {
    const parts: string[] = []
    for (const target of POLICY_TARGETS) parts.push(`== ${target}\n${sayingOf(await TARGETS[target](), rule)}`)
    const file = join(import.meta.dirname, `${name}.txt`)
    const said = parts.join('\n')
    if (update) writeFileSync(file, said)
    t.is(said, existsSync(file) ? readFileSync(file, 'utf8') : '')
  })
}
