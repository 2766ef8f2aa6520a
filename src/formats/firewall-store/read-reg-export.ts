// SPDX-License-Identifier: MIT

import { parseRegText } from '../reg-text/parse-reg-text.ts'
import type { RegEntry } from '../reg-text/reg-entry.ts'
import { decodeRegistryData } from '../registry-pol/decode-registry-data.ts'
import { isUnder } from '../registry-pol/firewall-keys.ts'
import type { Loss } from '../rule/loss.ts'
import type { RuleSteps } from '../rule/rule-steps.ts'
import { strayRule } from '../rule-string/stray-rule.ts'
import { decodeText } from '../text/decode-text.ts'
import { type FirewallStore, firewallStoreSteps } from './read-firewall-store.ts'
import { selectFirewallValues } from './select-firewall-values.ts'
import { MAX_PATH, POLICY_KEY, RPC_PORTS_KEY, SHARED_ACCESS } from './store-keys.ts'
import type { StoreValue } from './store-value.ts'

const CONTROL_SET_KEY = /^HKLM\\SYSTEM\\(CurrentControlSet|ControlSet\d{3})\\/i

const ofFirewall = (key: string): boolean => {
  const set = CONTROL_SET_KEY.exec(key)?.[0]
  return set === undefined
    ? isUnder(key, POLICY_KEY) || isUnder(key, RPC_PORTS_KEY)
    : isUnder(key, set + SHARED_ACCESS) || isUnder(set + SHARED_ACCESS, key)
}

/** `Select` says which control set is in force. */
const isRead = (key: string): boolean => ofFirewall(key) || isUnder(key, 'HKLM\\SYSTEM\\Select')

const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('\\'), 0))

/** When a key was last deleted, itself or with one above it; keys have few levels. */
const lastDeletion = (deletions: ReadonlyMap<string, number>, path: string): number => {
  let last = -1
  for (let key = path; key !== '' && deletions.size > 0; key = parentOf(key))
    last = Math.max(last, deletions.get(key) ?? -1)
  return last
}

interface Held {
  readonly key: string
  /** The last entry that made the key. */
  made: number
  readonly values: Map<string, { readonly value: StoreValue; readonly made: number }>
}

/** What the registry holds after the file was imported into an empty one, in the order of the file. */
const applyEntries = (entries: readonly RegEntry[]): { values: readonly StoreValue[]; losses: readonly Loss[] } => {
  const keys = new Map<string, Held>()
  const deletions = new Map<string, number>()
  const losses: Loss[] = []
  const deleted = (key: string, what: string): void => {
    if (ofFirewall(key)) losses.push({ rule: null, field: 'registry', reason: `the file deletes ${what}` })
  }
  for (const [made, { key, deletes, values }] of entries.entries()) {
    if (!isRead(key) && !deletes) {
      for (const { name, data } of values) {
        const stray = data === null ? null : strayRule(key, name, decodeRegistryData(data.type, data.bytes).data)
        if (stray !== null) losses.push(stray)
      }
      continue
    }
    if (key.length > MAX_PATH) {
      losses.push({ rule: null, field: 'registry', reason: `a key has over ${MAX_PATH} characters and is left out` })
      continue
    }
    const path = key.toLowerCase()
    if (deletes) {
      deleted(key, key)
      deletions.set(path, made)
      continue
    }
    const held = keys.get(path) ?? { key, made, values: new Map() }
    held.made = made
    keys.set(path, held)
    for (const { name, data } of values) {
      if (data === null) {
        deleted(key, `the value ${JSON.stringify(name)} of ${key}`)
        held.values.delete(name.toLowerCase())
      } else held.values.set(name.toLowerCase(), { value: { key, name, type: data.type, data: data.bytes }, made })
    }
  }
  const alive = [...keys].flatMap(([path, { key, made, values }]) => {
    const since = lastDeletion(deletions, path)
    const left = [...values.values()].flatMap((entry) => (entry.made > since ? [entry.value] : []))
    return made > since ? [{ path, key, left }] : []
  })
  const parents = new Set(alive.map(({ path }) => parentOf(path)))
  const values = alive.flatMap(({ path, key, left }) =>
    left.length > 0 || parents.has(path) ? left : [{ key, name: null, type: 0, data: new Uint8Array() }],
  )
  return { values, losses }
}

/** Reads a .reg file: a machine's firewall or Group Policy's as Registry Editor exports it, or RPC's ports. */
export function* regExportSteps(bytes: Uint8Array): RuleSteps<FirewallStore> {
  const { entries, faults } = parseRegText(decodeText(bytes))
  const { values, losses } = applyEntries(entries)
  const selection = selectFirewallValues(values)
  const store = yield* firewallStoreSteps(selection.values, selection.rulesKey)
  const malformed = faults.map(({ line, reason, text }): Loss => ({ rule: null, field: `line ${line}`, reason, text }))
  return { ...store, losses: [...malformed, ...losses, ...selection.strays, ...store.losses] }
}
