// SPDX-License-Identifier: MIT
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { TARGET_NAMES, USUAL_TARGETS } from '../../src/targets/target-names.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'

const EXAMPLES = resolve(import.meta.dirname, '../../policies/examples')

interface Artifact {
  readonly target: string
  readonly verified: boolean
  readonly losses: readonly unknown[]
}

test('every example compiles to every target, verified, and the usual ones lose nothing', async (t) => {
  for (const name of readdirSync(EXAMPLES)) {
    const file = readdirSync(join(EXAMPLES, name)).find((entry) => entry.startsWith('estate.')) ?? ''
    const out = join(temporaryFolder(t), 'out')
    const words = ['compile', join(EXAMPLES, name, file), '--out', out, '--target', 'all', '--allow-loss', '--json']
    const made = await portwright(words)
    t.is(made.exit, 0, made.err)
    const index = JSON.parse(made.out)
    const artifacts: readonly Artifact[] = [
      ...index.artifacts,
      ...index.policies.flatMap(({ artifacts: own }: { readonly artifacts: readonly Artifact[] }) => own),
    ]
    t.deepEqual([...new Set(artifacts.map(({ target }) => target))].sort(), [...TARGET_NAMES].sort())
    for (const { target, verified, losses } of artifacts) {
      t.true(verified, target)
      if ((USUAL_TARGETS as readonly string[]).includes(target)) t.deepEqual(losses, [], target)
    }
    const verify = await portwright(['verify', out])
    t.is(verify.exit, 0, verify.err)
  }
})
