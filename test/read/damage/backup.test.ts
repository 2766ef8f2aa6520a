// SPDX-License-Identifier: MIT
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { ReadResult } from '../../../src/read/read-result.ts'
import { portwright, temporaryFolder } from '../../support/command-line.ts'
import { corpus } from '../../support/corpus.ts'
import { emptyTally, look, tallyText } from './look.ts'
import { damaged, seeded } from './mutate.ts'
import { writtenFiles } from './samples.ts'

const TRIES = Number(process.env.PORTWRIGHT_DAMAGE ?? 40)
const ONLY = process.env.PORTWRIGHT_DAMAGE_ONLY

type Files = ReadonlyMap<string, Uint8Array>

const PARTS = ['bkupInfo.xml', 'Backup.xml', 'gpreport.xml', 'registry.pol']
const WINDOWS = 'gpo/steamroller/{8C00D844-09EB-4676-AA2E-2805529D60E4}'
const POL = 'DomainSysvol/GPO/Machine/registry.pol'

const ours = async (): Promise<Files> =>
  new Map(
    (await writtenFiles('gpo')).filter(({ path }) => /^gpo\/\{/.test(path)).map(({ path, bytes }) => [path, bytes]),
  )

const ofWindows = async (t: ExecutionContext): Promise<Files | null> => {
  const folder = corpus(t, WINDOWS)
  if (folder === null) return null
  const paths = ['bkupInfo.xml', 'Backup.xml', 'gpreport.xml', POL]
  return new Map(paths.map((path) => [path, Uint8Array.from(readFileSync(join(folder, path)))]))
}

const BACKUPS = [
  ['backup', ours],
  ['backup of Windows', ofWindows],
] as const

for (const [index, [name, filesFor]] of BACKUPS.entries())
  for (const [place, part] of PARTS.entries()) {
    const title = `${name}, ${part}`
    if (ONLY !== undefined && title !== ONLY) continue
    test(`a damaged file of a backup gives a result, a loss or a refusal: ${title}`, async (t) => {
      t.timeout(3_600_000)
      const files = await filesFor(t)
      if (files === null) return
      const folder = temporaryFolder(t)
      for (const [path, bytes] of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), bytes)
      }
      const inProcess = () => portwright(['read', folder, '--json'])
      const [path = '', bytes = new Uint8Array()] = [...files].find(([one]) => one.endsWith(part)) ?? []
      const [, pol = new Uint8Array()] = [...files].find(([one]) => one.endsWith('registry.pol')) ?? []
      t.true(bytes.length > 0)
      const first = await inProcess()
      t.is(first.exit, 0, first.err)
      const whole = JSON.parse(first.out) as ReadResult
      t.true(whole.rules.length > 0)
      const random = seeded(50_000 + 100 * index + place)
      const tally = emptyTally()
      const wrong: string[] = []
      for (let round = 0; round < TRIES; round++) {
        const damage = damaged(bytes, random)
        writeFileSync(join(folder, path), damage.bytes)
        // Rules stand in registry.pol alone: whatever is damaged beside it, they stay as they are.
        const text = part === 'registry.pol' ? damage.bytes : pol
        for (const fault of look({ kind: 'string', bytes: text }, whole, damage, await inProcess(), tally))
          wrong.push(`${damage.kind}: ${fault}`)
      }
      t.log(tallyText(title, tally))
      t.deepEqual(wrong.slice(0, 8), [], `${wrong.length} of ${TRIES}`)
    })
  }
