// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Estate } from '../estate/estate.ts'
import { OPERATING_SYSTEMS } from '../estate/operating-systems.ts'
import { passingOptions, policyPrefix } from '../estate/option-effects.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import { defaultDynamicRange } from '../flows/usual-range.ts'
import { formatAddressSet, isAnyAddress, unionAddresses } from '../formats/address/address-set.ts'
import { uuidV5 } from '../formats/uuid/uuid-v5.ts'
import type { Draft } from './draft.ts'
import { draftRules } from './draft-rules.ts'
import { finishRules, type RuleContext } from './finish-rules.ts'
import { firstPackets } from './first-packets.ts'
import { groupPrefix } from './own-mark.ts'
import type { Policy } from './policy.ts'
import { groupParties, type PolicyGroup } from './policy-group.ts'
import { policyHash } from './policy-hash.ts'
import { rpcRegistry } from './rpc-registry.ts'
import { widenedOf } from './widened.ts'

/** The policies of an estate: who shares one, its rules, its registry values, and what it allows beyond the exact need. */
export const compilePolicies = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  flows: readonly Flow[],
  peers: RuleContext['peers'] = 'together',
): readonly Policy[] => {
  const groups = groupParties(estate, parties)
  const drafts = draftRules(estate, catalog, flows, groups, parties)
  return groups.map((group) => toPolicy(estate, group, drafts.get(group) ?? [], peers))
}

const toPolicy = (
  estate: Estate,
  group: PolicyGroup,
  drafts: readonly Draft[],
  peers: RuleContext['peers'],
): Policy => {
  const scope = `${estate.name}|${group.id}`
  const prefix = policyPrefix(estate.options)
  const name = prefix === '' ? group.title : `${prefix} - ${group.title}`
  const ruleGroup = `${groupPrefix(estate.name)}${group.id}`
  const hosts = group.parties.filter((party) => party.kind === 'host').map((party) => party.name)
  const clients = group.parties.filter((party) => party.kind === 'clients').map((party) => party.name)
  const context = { firewall: group.firewall, scope, group: ruleGroup, members: group.parties.length, peers }
  const { rules, covered } = finishRules(drafts, context)
  const meaning = {
    profiles: group.firewall.profiles,
    dynamicRange: unrestrictedRange(group),
    rules,
    registry: rpcRegistry(group.firewall),
    settings: estate.firewall.settings,
    options: passingOptions(estate.options),
  }
  const membership = group.parties[0]?.host ?? group.parties[0]?.group
  return {
    id: group.id,
    hash: policyHash(meaning),
    name,
    guid: uuidV5(`${scope}|backup`),
    gpoGuid: uuidV5(`${scope}|gpo`),
    securityGroup: name,
    description: `Windows Firewall rules of ${estate.name} for ${[...hosts, ...clients].slice(0, 3).join(', ')}${group.parties.length > 3 ? ` and ${group.parties.length - 3} more` : ''}.`,
    group: ruleGroup,
    domain: membership?.domain ?? null,
    groupPolicy: membership?.membership !== 'workgroup',
    hosts,
    clients,
    networks: networksOf(group),
    productType: productTypeOf(group),
    ...meaning,
    widened: [
      ...firstPackets(drafts),
      ...(group.parties.length > 1 || group.firewall.remote === 'any'
        ? widenedOf(group.id, drafts, group.parties, group.firewall)
        : []),
    ],
    covered,
  }
}

/** Hosts of one policy may run systems with different default ranges: then the newer, wider one. */
const unrestrictedRange = (group: PolicyGroup): string => {
  const ranges = new Set(group.parties.map((party) => defaultDynamicRange(party.host?.os ?? party.group?.os ?? null)))
  return ranges.size === 1 ? ([...ranges][0] as string) : defaultDynamicRange(null)
}

const networksOf = ({ parties }: PolicyGroup): Policy['networks'] => {
  if (parties.some(({ kind }) => kind === 'host')) return null
  const all = unionAddresses(parties.map(({ addresses }) => addresses))
  return isAnyAddress(all) ? [] : formatAddressSet(all)
}

const productTypeOf = (group: PolicyGroup): Policy['productType'] => {
  const types = new Set(group.parties.map(({ host, group: clients }) => kindOfWindows(host?.os ?? clients?.os ?? null)))
  return types.size === 1 ? ([...types][0] ?? null) : null
}

const kindOfWindows = (os: string | null): Policy['productType'] =>
  os === null ? null : OPERATING_SYSTEMS.get(os)?.family === 'server' ? 'server' : 'workstation'
