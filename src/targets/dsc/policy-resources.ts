// SPDX-License-Identifier: MIT

import type { DscResource, DscValue } from '../../formats/dsc/dsc-resource.ts'
import type { NamedParameters } from '../../formats/named-parameters/named-parameters.ts'
import { profileParameters } from '../../formats/named-parameters/profile-parameters.ts'
import { toNamedParameters } from '../../formats/named-parameters/to-named-parameters.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { RegistryValue } from '../../formats/rule/registry-value.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { PROFILES } from '../../formats/rule/rule.ts'
import type { Policy } from '../../rules/policy.ts'
import { registryProperties, registryReason } from './registry-properties.ts'

/** A policy as resources of Windows PowerShell's DSC, and what of it the resources stand for. */
export interface PolicyResources {
  readonly rules: readonly { readonly rule: Rule; readonly resource: DscResource }[]
  readonly registry: readonly { readonly value: RegistryValue; readonly resource: DscResource }[]
  readonly profiles: readonly DscResource[]
  readonly losses: readonly Loss[]
}

/** NetworkingDsc calls one parameter by its name in CIM, and compares `Ensure` first. */
const firewallProperties = (parameters: NamedParameters): Readonly<Record<string, DscValue>> => {
  const { Name = '', DynamicTarget, ...others } = parameters
  return {
    Name,
    Ensure: 'Present',
    ...others,
    ...(DynamicTarget !== undefined && { DynamicTransport: DynamicTarget }),
  }
}

/** Letters, digits and `-`: a name that needs no quoting in a resource id; unique without regard to case. */
const uniqueNames = (): ((text: string) => string) => {
  const taken = new Set<string>()
  return (text) => {
    const plain = text.replace(/[^A-Za-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'unnamed'
    let name = plain
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${plain}-${number}`
    taken.add(name.toLowerCase())
    return name
  }
}

/**
 * What no resource can say is left out of all documents and is a loss. A name must be unique: NetworkingDsc finds
 * a rule by it.
 */
export const policyResources = (policy: Policy): PolicyResources => {
  const losses: Loss[] = []
  const lost = (rule: string | null, field: string, reason: string): void => void losses.push({ rule, field, reason })
  const ruleName = uniqueNames()
  const valueName = uniqueNames()
  const ids = new Set<string>()
  const rules = policy.rules.flatMap((rule) => {
    const { parameters, issues } = toNamedParameters(rule)
    for (const { field, reason } of issues) lost(rule.id, field, reason)
    const twice = ids.has(rule.id.toLowerCase())
    if (twice) lost(rule.id, 'id', 'two rules have this name')
    ids.add(rule.id.toLowerCase())
    if (issues.length > 0 || twice) return []
    const resource = { type: 'Firewall', name: ruleName(rule.id), properties: firewallProperties(parameters) } as const
    return [{ rule, resource }]
  })
  const registry = policy.registry.flatMap((value) => {
    const reason = registryReason(value)
    if (reason !== null) lost(null, `${value.key}\\${value.name}`, reason)
    if (reason !== null) return []
    const name = valueName(value.name === '' ? value.key : value.name)
    return [{ value, resource: { type: 'Registry', name, properties: registryProperties(value) } as const }]
  })
  const { settings } = policy
  const profiles =
    settings === null
      ? []
      : PROFILES.filter((profile) => policy.profiles.includes(profile)).flatMap((profile) => {
          const properties = profileParameters(profile, settings)
          return Object.keys(properties).length === 1
            ? []
            : [{ type: 'FirewallProfile', name: String(properties.Name), properties } as const]
        })
  return { rules, registry, profiles, losses }
}

/** In the order in which they are applied: nothing is blocked by default before the rules are there. */
export const inOrder = ({ rules, registry, profiles }: PolicyResources): readonly DscResource[] => [
  ...registry.map(({ resource }) => resource),
  ...rules.map(({ resource }) => resource),
  ...profiles,
]
