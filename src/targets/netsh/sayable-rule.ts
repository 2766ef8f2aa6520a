// SPDX-License-Identifier: MIT

import { parsePorts } from '../../formats/port/port-set.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { checkRule } from '../../formats/rule-string/check-rule.ts'
import { cleanText } from './clean-text.ts'
import { edgeWord } from './edge-word.ts'
import { ADDRESS_WORDS, PORT_WORDS } from './netsh-words.ts'

/** The part of a rule that netsh can say, null where nothing is left, and what is lost. */
export interface SayableRule {
  readonly rule: Rule | null
  readonly losses: readonly Loss[]
}

/** Fields of Windows that are said otherwise or mean nothing to another machine. */
const KNOWN_OTHER: ReadonlySet<string> = new Set(['version', 'Edge', 'Defer'])

const isWord = (address: string): boolean => /^[A-Za-z]+[46]?$/.test(address)

/** Windows takes no mask of 0; the two halves of a family are the same set. */
const withoutZeroMask = (address: string): readonly string[] =>
  /^0\.0\.0\.0\/0$/.test(address)
    ? ['0.0.0.0/1', '128.0.0.0/1']
    : /^[0:]+\/0$/.test(address)
      ? ['::/1', '8000::/1']
      : [address]

const bothSubnets = (addresses: readonly string[]): readonly string[] =>
  addresses.includes('LocalSubnet4') && addresses.includes('LocalSubnet6')
    ? ['LocalSubnet', ...addresses.filter((word) => !/^LocalSubnet[46]?$/.test(word))]
    : addresses

/**
 * What is left of a rule in netsh's words. An entry that cannot be said is left out where others remain, so that the rule
 * allows less, never more; the rule itself is left out where a list would become empty, which means any, or where a
 * condition cannot be said.
 */
export const sayableRule = (source: Rule): SayableRule => {
  const losses: Loss[] = []
  const lose = (field: string, reason: string): void => {
    losses.push({ rule: source.id, field, reason })
  }
  const keep = (field: 'localPorts' | 'remotePorts' | 'remoteAddresses', sayable: (entry: string) => boolean) => {
    const kept = entries[field].filter(sayable)
    for (const entry of entries[field]) if (!sayable(entry)) lose(field, `netsh has no word for ${entry}`)
    return kept
  }
  const entries = {
    localPorts: source.localPorts,
    remotePorts: source.remotePorts,
    remoteAddresses: bothSubnets(source.remoteAddresses).flatMap(withoutZeroMask),
  }
  const rule: Rule = {
    ...source,
    displayName: cleanText(source.displayName),
    description: cleanText(source.description),
    localPorts: keep('localPorts', (port) => PORT_WORDS.has(port) || parsePorts(port) !== null),
    remotePorts: keep('remotePorts', (port) => parsePorts(port) !== null),
    localAddresses: source.localAddresses.flatMap(withoutZeroMask),
    remoteAddresses: keep('remoteAddresses', (address) => ADDRESS_WORDS.has(address) || !isWord(address)),
  }
  const emptied = (['localPorts', 'remotePorts', 'remoteAddresses'] as const).some(
    (field) => rule[field].length === 0 && source[field].length > 0,
  )
  if (source.action === 'bypass')
    lose('action', 'a rule that bypasses block rules needs groups that are not in the model')
  for (const key of Object.keys(source.other ?? {}))
    if (!KNOWN_OTHER.has(key)) lose(`other.${key}`, 'netsh cannot say it')
  if (edgeWord(source) === null) lose('other.Edge', 'netsh has no word for this kind of edge traversal')
  const whole = losses.length
  // The parts have at most as many entries as fit a line, so the limit of a list is not asked here. A tag follows the name.
  const name = rule.displayName.toUpperCase() === 'ALL' ? `${rule.displayName} ` : rule.displayName
  for (const { field, reason } of checkRule({ ...rule, displayName: name, group: '' }))
    if (!/entries/.test(reason)) lose(field, reason)
  const conditions = losses.some(({ field }) => field === 'action' || field.startsWith('other.'))
  return { rule: emptied || conditions || losses.length > whole ? null : rule, losses }
}
