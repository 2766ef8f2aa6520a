// SPDX-License-Identifier: MIT
import { readNamedParameters } from '../named-parameters/read-named-parameters.ts'
import { ruleOrLosses } from '../rule/rule-or-losses.ts'
import { type DscContent, NO_CONTENT } from './dsc-content.ts'
import { readProfileResource } from './read-profile-resource.ts'
import { readRegistryResource } from './read-registry-resource.ts'
import { COMMON_PROPERTIES, DSC_RESOURCES, type DscType } from './resource-schema.ts'

type Properties = Readonly<Record<string, unknown>>

/** The names of each schema, by their small letters. */
const NAMES = new Map(
  (Object.keys(DSC_RESOURCES) as DscType[]).map((type) => [
    type,
    new Map(
      [...Object.keys(DSC_RESOURCES[type].properties), ...COMMON_PROPERTIES].map((name) => [name.toLowerCase(), name]),
    ),
  ]),
)
const COMMON: ReadonlySet<string> = new Set(COMMON_PROPERTIES)

/** Properties under the names of the schema; a configuration may write them in any case. */
const named = (type: DscType, properties: Properties): Properties => {
  const known = NAMES.get(type) as ReadonlyMap<string, string>
  const entries: [string, unknown][] = []
  for (const given of Object.keys(properties)) {
    const name = known.get(given.toLowerCase()) ?? given
    if (!COMMON.has(name)) entries.push([name, properties[given]])
  }
  return Object.fromEntries(entries)
}

/** A resource in one line. */
const textOf = (properties: Properties): string =>
  Object.entries(properties)
    .map(([name, value]) => `${name} = ${[value].flat().map(String).join(',')}`)
    .join('; ')

function* textsOf(properties: Properties): Generator<string, void> {
  for (const name in properties) {
    yield name
    const value = properties[name]
    if (Array.isArray(value)) for (const entry of value) yield String(entry)
    else yield String(value)
  }
}

const readFirewall = (
  properties: Properties,
  before: readonly { readonly field: string; readonly reason: string }[],
): DscContent => {
  const { Ensure, DisplayGroup: _, DynamicTransport, ...parameters } = properties
  const { rule, issues } = readNamedParameters(
    DynamicTransport === undefined ? parameters : { ...parameters, DynamicTarget: DynamicTransport },
  )
  const ensure = String(Ensure ?? 'Present').toLowerCase()
  const faults = [
    ...before,
    ...(ensure === 'present'
      ? []
      : [
          {
            field: 'Ensure',
            reason:
              ensure === 'absent' ? 'the document removes this rule' : `not understood: ${JSON.stringify(Ensure)}`,
          },
        ]),
    ...issues,
    // Only a rule that exists can do without a display name.
    ...(rule.displayName === ''
      ? [{ field: 'DisplayName', reason: 'changes a rule that is there; what is left out stays as it is' }]
      : []),
  ]
  return {
    ...NO_CONTENT,
    ...ruleOrLosses(rule, faults, { parts: textsOf(properties), whole: () => textOf(properties) }),
  }
}

const notRead = (faults: readonly { readonly field: string; readonly reason: string }[]): DscContent => ({
  ...NO_CONTENT,
  losses: faults.map((fault) => ({ rule: null, ...fault })),
})

/** What one resource of a configuration says. Property names are read without regard to case; a fault is what was not understood before. */
export const readResource = (
  type: DscType,
  properties: Properties,
  faults: readonly { readonly field: string; readonly reason: string }[] = [],
): DscContent => {
  const known = named(type, properties)
  switch (type) {
    case 'Firewall':
      return readFirewall(known, faults)
    case 'FirewallProfile':
      return faults.length === 0 ? readProfileResource(known) : notRead(faults)
    case 'Registry':
      return faults.length === 0 ? readRegistryResource(known) : notRead(faults)
  }
}
