// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { corpus } from '../support/corpus.ts'
import { faultsOf } from './faults-of.ts'
import type { FieldCase } from './field-case.ts'
import { NOT_YET } from './not-yet.ts'

test('small inputs after reports of administrators get the right answers', async (t) => {
  const folder = corpus(t, 'field')
  if (folder === null) return
  const cases = JSON.parse(readFileSync(join(folder, 'open.json'), 'utf8')) as readonly FieldCase[]
  t.true(cases.length >= 32)
  const wrong: string[] = []
  let right = 0
  for (const one of cases) {
    const faults = await faultsOf(t, one, join(folder, one.input))
    if (faults.length === 0) right++
    else t.log(`${one.wish === true ? 'wish' : 'not right'}: ${one.id} ${one.input}: ${faults.join('; ')}`)
    if (one.wish !== true && faults.length > 0) wrong.push(one.id)
  }
  t.log(`${right} of ${cases.length} cases right`)
  t.deepEqual(wrong, NOT_YET, 'a case that is right now leaves test/field/not-yet.ts')
})
