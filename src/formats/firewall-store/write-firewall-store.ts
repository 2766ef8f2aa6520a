// SPDX-License-Identifier: MIT
import type { HiveKey, HiveValue } from '../regf/hive-key.ts'
import { encodeRegistryData } from '../registry-pol/encode-registry-data.ts'
import { profileValues } from '../registry-pol/profile-values.ts'
import { TYPE_NUMBER } from '../registry-pol/registry-types.ts'
import type { ProfileSettings } from '../rule/profile-settings.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import { PROFILES, type Profile, type Rule } from '../rule/rule.ts'
import { formatRuleString } from '../rule-string/format-rule-string.ts'
import { BASE_VERSION, ruleStringVersion } from '../rule-string/schema-version.ts'
import { RULES } from './store-keys.ts'

export interface StoreContent {
  readonly rules: readonly Rule[]
  readonly profiles: readonly Profile[]
  readonly settings: ProfileSettings | null
}

/** In a store the private profile has its old name. */
const PROFILE_KEY: Readonly<Record<Profile, string>> = {
  domain: 'DomainProfile',
  private: 'StandardProfile',
  public: 'PublicProfile',
}

/** The order of FW_PROFILE_CONFIG, in which a store lists the values of a profile and of its log. */
const VALUE_ORDER = [
  'EnableFirewall',
  'DisableUnicastResponsesToMulticastBroadcast',
  'DisableNotifications',
  'AllowLocalPolicyMerge',
  'AllowLocalIPsecPolicyMerge',
  'DefaultOutboundAction',
  'DefaultInboundAction',
  'LogDroppedPackets',
  'LogSuccessfulConnections',
  'LogFileSize',
  'LogFilePath',
]

const toHiveValue = (value: Omit<RegistryValue, 'key'>): HiveValue => ({
  name: value.name,
  type: TYPE_NUMBER[value.type],
  data: encodeRegistryData({ key: '', ...value }),
})

const profileKey = (profile: Profile, { profiles, settings }: StoreContent): HiveKey => {
  const set = settings !== null && profiles.includes(profile) ? profileValues([profile], settings) : []
  const sorted = set.toSorted((a, b) => VALUE_ORDER.indexOf(a.name) - VALUE_ORDER.indexOf(b.name))
  const isLog = ({ key }: RegistryValue): boolean => key.endsWith('\\Logging')
  const log = sorted.filter(isLog).map(toHiveValue)
  return {
    name: PROFILE_KEY[profile],
    values: sorted.filter((value) => !isLog(value)).map(toHiveValue),
    subkeys: log.length === 0 ? [] : [{ name: 'Logging', values: log, subkeys: [] }],
  }
}

/**
 * The keys of a firewall store as the Group Policy editor exports one: PolicyVersion is the newest version among the
 * rules, the three profiles are always there, FirewallRules only with rules in it. What the policy does not set is left
 * out, the machine-wide values too.
 */
export const writeFirewallStore = (name: string, content: StoreContent): HiveKey => {
  let version = BASE_VERSION
  const rules = content.rules.map((rule): HiveValue => {
    const data = formatRuleString(rule)
    version = Math.max(version, ruleStringVersion(data) ?? 0)
    return toHiveValue({ name: rule.id, type: 'REG_SZ', data })
  })
  return {
    name,
    values: [toHiveValue({ name: 'PolicyVersion', type: 'REG_DWORD', data: version })],
    subkeys: [
      ...PROFILES.map((profile) => profileKey(profile, content)),
      ...(rules.length === 0 ? [] : [{ name: RULES, values: rules, subkeys: [] }]),
    ],
  }
}
