// SPDX-License-Identifier: MIT
import test from 'ava'
import { changesNothing, changesOf, reportFault } from '../../src/servers/changes-of.ts'
import type { ChangeReport, ScriptReport } from '../../src/servers/step-values.ts'

const step = (action: string, detail = ''): ScriptReport['steps'][number] => ({
  action,
  detail,
  displayName: 'r',
  name: 'r',
})
const report = (more: Partial<ScriptReport> = {}): ChangeReport => ({
  values: null,
  rpc: null,
  rules: { steps: [], same: 0, exit: 0, errors: [], warnings: [], ...more },
})

test('what a script would do counts like what it did', (t) => {
  const steps = [
    step('Skipped', 'would be added'),
    step('Skipped', 'would be changed: LocalPort'),
    step('Skipped', 'would be removed'),
    step('Added'),
    step('Changed', 'Enabled'),
    step('Removed'),
  ]
  t.deepEqual(changesOf(report({ steps, same: 4 })), { added: 2, changed: 2, removed: 2, same: 4 })
})

test('what a store has no place for, what failed and what was taken back is no change', (t) => {
  const steps = [step('Skipped', 'LocalRules: only Group Policy has this setting'), step('Failed'), step('Undone')]
  t.true(changesNothing(changesOf(report({ steps }))))
})

test('registry values count one each', (t) => {
  t.deepEqual(changesOf({ ...report({ same: 1 }), values: { added: 2, changed: 1, same: 3 } }), {
    added: 2,
    changed: 1,
    removed: 0,
    same: 4,
  })
})

test('a script that ended with a fault is no success, and neither is one that never ran', (t) => {
  t.is(reportFault(report()), null)
  t.is(reportFault(report({ exit: 1, errors: ['Rule x failed.'] })), 'Rule x failed.')
  t.is(reportFault(report({ exit: 3 })), 'the script of the policy ended with 3')
  t.is(reportFault(report({ errors: ['odd'] })), 'odd')
  t.is(reportFault({ ...report(), rules: null }), 'the script of the policy did not run')
  t.is(
    reportFault({ ...report(), rpc: { action: '', restartDue: '', detail: '', exit: 1, errors: ['no access'] } }),
    'no access',
  )
})
