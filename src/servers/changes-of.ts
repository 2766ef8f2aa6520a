// SPDX-License-Identifier: MIT
import type { Changes } from './host-result.ts'
import type { ChangeReport, ScriptReport } from './step-values.ts'

const WOULD: Readonly<Record<string, 'added' | 'changed' | 'removed'>> = {
  Added: 'added',
  Changed: 'changed',
  Removed: 'removed',
}

/** What a step of a script is counted as; null for what is no change: left out, failed, taken back. */
export const changeIn = ({ action, detail }: ScriptReport['steps'][number]): 'added' | 'changed' | 'removed' | null => {
  const would = /^would be (added|changed|removed)\b/.exec(detail)?.[1]
  return action === 'Skipped' ? ((would ?? null) as ReturnType<typeof changeIn>) : (WOULD[action] ?? null)
}

/** Rules, profiles and registry values that change or would change. */
export const changesOf = ({ values, rules }: ChangeReport): Changes => {
  const steps = (rules?.steps ?? []).map(changeIn)
  const count = (kind: 'added' | 'changed' | 'removed'): number => steps.filter((one) => one === kind).length
  return {
    added: count('added') + (values?.added ?? 0),
    changed: count('changed') + (values?.changed ?? 0),
    removed: count('removed'),
    same: (rules?.same ?? 0) + (values?.same ?? 0),
  }
}

export const changesNothing = ({ added, changed, removed }: Changes): boolean => added + changed + removed === 0

/** Why a script that ran did not do what it was to do; null where it did. */
export const reportFault = ({ rpc, rules }: ChangeReport): string | null => {
  if (rpc !== null && (rpc.exit !== 0 || rpc.errors.length > 0))
    return rpc.errors.join(' ') || `Set-RpcPortRange.ps1 ended with ${rpc.exit}`
  if (rules === null) return 'the script of the policy did not run'
  if (rules.exit === 0 && rules.errors.length === 0) return null
  return rules.errors.join(' ') || `the script of the policy ended with ${rules.exit}`
}
