// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import { decodeRegistryData } from '../registry-pol/decode-registry-data.ts'
import { isUnder } from '../registry-pol/firewall-keys.ts'
import type { Loss } from '../rule/loss.ts'
import { strayRule } from '../rule-string/stray-rule.ts'
import {
  CURRENT_CONTROL_SET,
  DEFAULTS,
  FIREWALL_POLICY,
  PARAMETERS,
  POLICY_KEY,
  RPC_PORTS_KEY,
  RULES,
  STORE_KEY,
} from './store-keys.ts'
import type { StoreValue } from './store-value.ts'

export interface FirewallSelection {
  readonly values: readonly StoreValue[]
  /** The key whose values are the rules. */
  readonly rulesKey: string
  /** Values that look like rules among those that were left out. */
  readonly strays: readonly Loss[]
}

const CONTROL_SET = /^HKLM\\SYSTEM\\(ControlSet\d{3})(?=\\|$)/i

/** The number of the control set that the machine started with last. */
const selectedSet = (values: readonly StoreValue[]): string | null => {
  const current = values.find(
    ({ key, name }) => key.toLowerCase() === 'hklm\\system\\select' && name?.toLowerCase() === 'current',
  )
  return current?.data.length === 4 ? `ControlSet${String(current.data[0]).padStart(3, '0')}` : null
}

/** The control set in force: under its own name in an export, behind a number in a hive. */
const currentSet = (values: readonly StoreValue[]): string => {
  const sets = new Set<string>()
  for (const { key } of values) {
    if (isUnder(key, CURRENT_CONTROL_SET)) return CURRENT_CONTROL_SET
    const set = CONTROL_SET.exec(key)?.[1]
    if (set !== undefined) sets.add(set)
  }
  const selected = selectedSet(values)?.toLowerCase()
  const names = [...sets].sort()
  return `HKLM\\SYSTEM\\${names.find((name) => name.toLowerCase() === selected) ?? names[0] ?? 'CurrentControlSet'}`
}

const strayValue = ({ key, name, type, data }: StoreValue): readonly Loss[] | null => {
  const stray = strayRule(key, name, decodeRegistryData(type, data).data)
  return stray === null ? null : [stray]
}

/**
 * Picks what belongs to the firewall from the values of a registry: the policy of the current control set with its
 * defaults, Group Policy's, and the ports of RPC. The machine's own rules are the rules; where there are none, those of
 * Group Policy. Keys of the current control set are given its name, as a running Windows shows them.
 */
export const selectFirewallValues = (values: readonly StoreValue[]): FirewallSelection => {
  const set = currentSet(values)
  const own = [`${set}\\${PARAMETERS}`, `${set}\\${DEFAULTS}`]
  const selected: StoreValue[] = []
  const strays: Loss[] = []
  for (const value of values) {
    if (own.some((key) => isUnder(value.key, key)))
      selected.push({ ...value, key: CURRENT_CONTROL_SET + value.key.slice(set.length) })
    else if (isUnder(value.key, POLICY_KEY) || isUnder(value.key, RPC_PORTS_KEY)) selected.push(value)
    else addAll(strays, strayValue(value) ?? [])
  }
  const ownRules = selected.some(({ key }) => isUnder(key, `${STORE_KEY}\\${RULES}`))
  const policyRules = selected.some(({ key }) => isUnder(key, `${POLICY_KEY}\\${RULES}`))
  const rulesKey = !ownRules && policyRules ? POLICY_KEY : `${CURRENT_CONTROL_SET}\\${FIREWALL_POLICY}`
  return { values: selected, rulesKey: `${rulesKey}\\${RULES}`, strays }
}
