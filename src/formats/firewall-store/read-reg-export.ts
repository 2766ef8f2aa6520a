// SPDX-License-Identifier: MIT

import { decodeText } from '../reg-text/decode-text.ts'
import { parseRegText } from '../reg-text/parse-reg-text.ts'
import type { RegEntry } from '../reg-text/reg-entry.ts'
import { isUnder } from '../registry-pol/firewall-keys.ts'
import type { Loss } from '../rule/loss.ts'
import { type FirewallStore, readFirewallStore } from './read-firewall-store.ts'
import { selectFirewallValues } from './select-firewall-values.ts'
import { POLICY_KEY, RPC_PORTS_KEY, SHARED_ACCESS } from './store-keys.ts'
import type { StoreValue } from './store-value.ts'

const CONTROL_SET_KEY = /^HKLM\\SYSTEM\\(CurrentControlSet|ControlSet\d{3})\\/i

const ofFirewall = (key: string): boolean => {
  const set = CONTROL_SET_KEY.exec(key)?.[0]
  return set === undefined
    ? isUnder(key, POLICY_KEY) || isUnder(key, RPC_PORTS_KEY)
    : isUnder(key, set + SHARED_ACCESS) || isUnder(set + SHARED_ACCESS, key)
}

/** What the registry holds after the file was imported into an empty one, in the order of the file. */
const applyEntries = (entries: readonly RegEntry[]): { values: readonly StoreValue[]; losses: readonly Loss[] } => {
  const keys = new Map<string, { readonly key: string; readonly values: Map<string, StoreValue> }>()
  const losses: Loss[] = []
  const deleted = (key: string, what: string): void => {
    if (ofFirewall(key)) losses.push({ rule: null, field: 'registry', reason: `the file deletes ${what}` })
  }
  for (const { key, deletes, values } of entries) {
    if (deletes) {
      deleted(key, key)
      for (const [path, held] of keys) if (isUnder(held.key, key)) keys.delete(path)
      continue
    }
    const path = key.toLowerCase()
    const held = keys.get(path) ?? { key, values: new Map<string, StoreValue>() }
    keys.set(path, held)
    for (const { name, data } of values) {
      if (data === null) {
        deleted(key, `the value ${JSON.stringify(name)} of ${key}`)
        held.values.delete(name.toLowerCase())
      } else held.values.set(name.toLowerCase(), { key, name, type: data.type, data: data.bytes })
    }
  }
  const values = [...keys.values()].flatMap(({ key, values }) =>
    values.size > 0 ? [...values.values()] : [{ key, name: null, type: 0, data: new Uint8Array() }],
  )
  return { values, losses }
}

/** Reads a .reg file: a machine's firewall or Group Policy's as Registry Editor exports it, or RPC's ports. */
export const readRegExport = (bytes: Uint8Array): FirewallStore => {
  const { entries, faults } = parseRegText(decodeText(bytes))
  const { values, losses } = applyEntries(entries)
  const selection = selectFirewallValues(values)
  const store = readFirewallStore(selection.values, selection.rulesKey)
  const malformed = faults.map(
    ({ line, reason }): Loss => ({ rule: null, field: 'file', reason: `${reason} (line ${line})` }),
  )
  return { ...store, losses: [...malformed, ...losses, ...store.losses] }
}
