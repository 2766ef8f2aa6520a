// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'

/**
 * Fields of Windows without a key in Rule that narrow what a rule is for: users, computers, packages, interfaces, systems,
 * protection by IPsec. By the names of rule strings, of NetSecurity, and (with a common start) of filters.
 */
const CONDITIONS = new Set([
  'IF',
  'RMauth',
  'RUAuth',
  'PFN',
  'LUAuth',
  'LUAuth2_24',
  'LUOwn',
  'AppPkgId',
  'NNm',
  'SecurityRealmId',
  'Platform',
  'Platform2',
  'TTK',
  'TTK2_22',
  'TTK2_27',
  'TTK2_28',
  'PCross',
  'Security',
  'Security2',
  'Security2_9',
  'InterfaceAlias',
  'Package',
  'Owner',
  'LocalUser',
  'RemoteUser',
  'RemoteMachine',
  'Authentication',
  'Encryption',
  'DynamicTarget',
])

/** Words that stand for no condition at all. */
const NOTHING = new Set(['', 'any', 'notrequired', 'notconfigured', 'none', 'false'])

/** Those by which the other side proves who it is. */
const PROOFS = new Set([
  'RMauth',
  'RUAuth',
  'Security',
  'Security2',
  'Security2_9',
  'RemoteUser',
  'RemoteMachine',
  'Authentication',
  'Encryption',
])

const isCondition = (key: string): boolean => CONDITIONS.has(key) || key.startsWith('FWPM_CONDITION_')

const conditionsOf = (rule: Rule): readonly (readonly [string, string | readonly string[]])[] =>
  Object.entries(rule.other ?? {}).filter(
    ([key, values]) => isCondition(key) && ![values].flat().every((value) => NOTHING.has(value.toLowerCase())),
  )

/** Whether a rule lets in only who proves by IPsec who he is. */
export const provesSender = (rule: Rule): boolean => conditionsOf(rule).some(([key]) => PROOFS.has(key))

/**
 * What a rule asks for beyond its keys, as one word; null where it asks for nothing. Nobody knows which packets fulfil it:
 * two rules with the same condition are for the same packets, one without is for those as well.
 */
export const conditionOf = (rule: Rule): string | null => {
  if (rule.other === undefined && rule.action !== 'bypass') return null
  const parts = conditionsOf(rule)
    .map(([key, values]) => `${key}=${[values].flat().join(',')}`)
    .sort()
  if (rule.action === 'bypass') parts.push('authenticated')
  return parts.length === 0 ? null : parts.join('; ')
}
