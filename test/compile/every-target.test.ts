// SPDX-License-Identifier: MIT
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { TARGET_NAMES, USUAL_TARGETS } from '../../src/targets/target-names.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { inTurn } from '../support/in-turn.ts'

/** Each compiles twice to everything. */
const scenario = inTurn(test, 3)

const EXAMPLES = resolve(import.meta.dirname, '../../policies/examples')

interface Artifact {
  readonly target: string
  readonly verified: boolean
  readonly losses: readonly unknown[]
}

for (const name of readdirSync(EXAMPLES))
  scenario(
    `the example ${name} compiles to every target, verified, the usual ones without a loss, to the same bytes every time, and verify agrees`,
    async (t) => {
      const file = readdirSync(join(EXAMPLES, name)).find((entry) => entry.startsWith('estate.')) ?? ''
      const [out, again] = [join(temporaryFolder(t), 'out'), join(temporaryFolder(t), 'again')]
      const compile = (folder: string) =>
        portwright([
          'compile',
          join(EXAMPLES, name, file),
          '--out',
          folder,
          '--target',
          'all',
          '--allow-loss',
          '--json',
        ])
      const made = await compile(out)
      t.is(made.exit, 0, made.err)
      t.is(made.out, readFileSync(join(out, 'portwright.json'), 'utf8'))
      t.is((await compile(again)).exit, 0)
      const index = JSON.parse(made.out)
      const artifacts: readonly Artifact[] = [
        ...index.artifacts,
        ...index.policies.flatMap(({ artifacts: own }: { readonly artifacts: readonly Artifact[] }) => own),
      ]
      for (const { path } of [...index.files, { path: 'portwright.json' }])
        t.true(readFileSync(join(out, path)).equals(readFileSync(join(again, path))), path)
      // Nothing is left out, so what belongs to the estate as a whole is there too.
      t.true(existsSync(join(out, 'preview/index.html')), name)
      t.deepEqual([...new Set(artifacts.map(({ target }) => target))].sort(), [...TARGET_NAMES].sort())
      for (const { target, verified, losses } of artifacts) {
        t.true(verified, target)
        if ((USUAL_TARGETS as readonly string[]).includes(target)) t.deepEqual(losses, [], target)
      }
      const verify = await portwright(['verify', out])
      t.is(verify.exit, 0, verify.err)
    },
  )
