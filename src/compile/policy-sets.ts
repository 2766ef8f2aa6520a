// SPDX-License-Identifier: MIT
import type { PartyRecord } from '../flows/party-record.ts'
import { parseAddresses, unionAddresses } from '../formats/address/address-set.ts'
import { UNKNOWN_SETTINGS } from '../formats/rule/known-settings.ts'
import type { Profile } from '../formats/rule/rule.ts'
import type { Policy } from '../rules/policy.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { ownMark } from '../targets/own-mark.ts'

/** Compiled policies as sets of rules, whether they were compiled now or read from an index. */
export const policySets = (
  format: 'estate' | 'compile',
  estate: string,
  policies: readonly Policy[],
  parties: readonly PartyRecord[],
): readonly RuleSet[] => {
  const named = new Map(parties.map((party) => [party.name.toLowerCase(), party]))
  return policies.map((policy): RuleSet => {
    const held = [...policy.hosts, ...policy.clients].map((name) => named.get(name.toLowerCase()))
    const sets = held.map((party) => (party === undefined ? null : parseAddresses(party.addresses, true)))
    const settings = (profile: Profile): RuleSet['settings'][Profile] =>
      policy.settings !== null && policy.profiles.includes(profile)
        ? { ...policy.settings, inboundRules: null }
        : UNKNOWN_SETTINGS
    return {
      id: policy.id,
      name: policy.name,
      hash: policy.hash,
      groupPolicy: policy.groupPolicy,
      hosts: policy.hosts,
      clients: policy.clients,
      addresses: sets.length > 0 && sets.every((set) => set !== null) ? unionAddresses(sets) : null,
      own: ownMark(estate, policy),
      profiles: policy.profiles,
      dynamicRange: policy.dynamicRange,
      rules: policy.rules,
      settings: { domain: settings('domain'), private: settings('private'), public: settings('public') },
      registry: policy.registry,
      losses: [],
      format,
    }
  })
}
