// SPDX-License-Identifier: MIT
import { readNamedParameters } from '../named-parameters/read-named-parameters.ts'
import { type DscContent, NO_CONTENT } from './dsc-content.ts'
import { readProfileResource } from './read-profile-resource.ts'
import { readRegistryResource } from './read-registry-resource.ts'
import { COMMON_PROPERTIES, DSC_RESOURCES, type DscType } from './resource-schema.ts'

type Properties = Readonly<Record<string, unknown>>

/** Properties under the names of the schema; a configuration may write them in any case. */
const named = (type: DscType, properties: Properties): Properties => {
  const known = [...Object.keys(DSC_RESOURCES[type].properties), ...COMMON_PROPERTIES]
  const entries = Object.entries(properties).map(([name, value]): [string, unknown] => [
    known.find((word) => word.toLowerCase() === name.toLowerCase()) ?? name,
    value,
  ])
  return Object.fromEntries(entries.filter(([name]) => !COMMON_PROPERTIES.includes(name)))
}

const readFirewall = (properties: Properties): DscContent => {
  const { Ensure, DisplayGroup: _, DynamicTransport, ...parameters } = properties
  const { rule, issues } = readNamedParameters({
    ...parameters,
    ...(DynamicTransport !== undefined && { DynamicTarget: DynamicTransport }),
  })
  const lost = (field: string, reason: string) => ({ rule: rule.id, field, reason })
  if (String(Ensure ?? 'Present').toLowerCase() === 'absent')
    return { ...NO_CONTENT, losses: [lost('Ensure', 'the document removes this rule')] }
  return {
    ...NO_CONTENT,
    rules: [rule],
    losses: [
      ...issues.map(({ field, reason }) => lost(field, reason)),
      // Only a rule that exists can do without a display name.
      ...(rule.displayName === ''
        ? [lost('DisplayName', 'changes a rule that is there; what is left out stays as it is')]
        : []),
    ],
  }
}

/** What one resource of a configuration says. Property names are read without regard to case. */
export const readResource = (type: DscType, properties: Properties): DscContent => {
  const known = named(type, properties)
  switch (type) {
    case 'Firewall':
      return readFirewall(known)
    case 'FirewallProfile':
      return readProfileResource(known)
    case 'Registry':
      return readRegistryResource(known)
  }
}
