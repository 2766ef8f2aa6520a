// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { listenerEstate } from '../../scripts/bench-estates.ts'
import { temporaryFolder } from '../support/command-line.ts'

const BIN = join(resolve(import.meta.dirname, '../..'), 'bin/portwright.js')

test('the built command compiles an estate that is large enough for a lean heap, and complains about nothing', (t) => {
  const folder = temporaryFolder(t)
  const estate = join(folder, 'estate.yaml')
  const text = listenerEstate(2000, 0, 1)
  t.true(text.length > 1 << 18)
  writeFileSync(estate, text)
  const { status, stderr } = spawnSync(
    process.execPath,
    [BIN, 'compile', estate, '--out', join(folder, 'out'), '--target', 'csv', '--quiet'],
    { encoding: 'utf8' },
  )
  t.deepEqual([status, stderr], [0, ''])
})
