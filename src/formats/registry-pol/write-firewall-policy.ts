// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import type { ProfileSettings } from '../rule/profile-settings.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import type { Profile, Rule } from '../rule/rule.ts'
import { formatRuleString } from '../rule-string/format-rule-string.ts'
import { BASE_VERSION, ruleStringVersion } from '../rule-string/schema-version.ts'
import { toPolRecord } from './convert-registry-value.ts'
import { FIREWALL_KEY, FIREWALL_RULES_KEY } from './firewall-keys.ts'
import type { PolRecord } from './pol-record.ts'
import { profileValues } from './profile-values.ts'

export interface FirewallPolicy {
  readonly rules: readonly Rule[]
  readonly profiles: readonly Profile[]
  readonly settings: ProfileSettings | null
  /** Other values of the machine's registry, such as those of RPC. */
  readonly registry: readonly RegistryValue[]
}

/** Windows writes a key's values before its subkeys, and these in alphabetical order without case. */
const sortKey = (key: string): string => key.toUpperCase().replaceAll('\\', '\0')

const byKey = (records: readonly PolRecord[]): readonly PolRecord[] => {
  const groups = new Map<string, PolRecord[]>()
  for (const record of records) {
    getOrInsert(groups, sortKey(record.key), () => []).push(record)
  }
  return [...groups.keys()].sort().flatMap((key) => groups.get(key) as PolRecord[])
}

const isPolicyVersion = (record: PolRecord): boolean =>
  record.name.toLowerCase() === 'policyversion' && record.key.toLowerCase() === FIREWALL_KEY.toLowerCase()

/**
 * The records of a policy, in the order in which the editor writes them. PolicyVersion is the newest version among the
 * rules. There are no records for keys without values: Windows writes policies with and without them, and MS-GPREG
 * 2.2.1 has no room for them.
 */
export const writeFirewallPolicy = (policy: FirewallPolicy): readonly PolRecord[] => {
  let version = BASE_VERSION
  const rules = policy.rules.map((rule): PolRecord => {
    const data = formatRuleString(rule)
    version = Math.max(version, ruleStringVersion(data) ?? 0)
    return toPolRecord({ key: `HKLM\\${FIREWALL_RULES_KEY}`, name: rule.id, type: 'REG_SZ', data })
  })
  const settings = policy.settings === null ? [] : profileValues(policy.profiles, policy.settings).map(toPolRecord)
  const others = policy.registry.map(toPolRecord)
  for (const record of others)
    if (isPolicyVersion(record) && record.data.length === 4)
      version = Math.max(version, Buffer.from(record.data).readUInt32LE(0))
  const own = [...settings, ...rules]
  const root: readonly RegistryValue[] =
    own.length === 0 && !others.some(isPolicyVersion)
      ? []
      : [{ key: `HKLM\\${FIREWALL_KEY}`, name: 'PolicyVersion', type: 'REG_DWORD', data: version }]
  return byKey([...root.map(toPolRecord), ...own, ...others.filter((record) => !isPolicyVersion(record))])
}
