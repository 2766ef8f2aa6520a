// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { subtract } from '../formats/address/range.ts'
import { formatPortSet, type PortRanges } from '../formats/port/port-set.ts'
import { type Cover, cover, isDynamic, type Pair, rangesOf, roleClosure } from './catalog-cover.ts'
import { crossSites, type Neighbours } from './cross-sites.ts'
import { draftFlow } from './draft-flow.ts'
import type { DraftFlow } from './estate-draft.ts'
import { holdersOf, type Joined } from './holders.ts'
import type { Outcome } from './import-outcome.ts'
import type { PeerConfig, PeerRule, Placed } from './peer-config.ts'
import { wrongPorts } from './peer-faults.ts'
import { type PeerPorts, peerPorts } from './peer-ports.ts'
import type { Report } from './read-peer.ts'
import { ends, ignoresSite, importable, mapperAlone, nobody, rolesOf } from './rule-shape.ts'
import { excerpt } from './safe-text.ts'

export interface ImportedRules {
  readonly outcomes: readonly Outcome[]
  readonly flows: readonly DraftFlow[]
  /** Features that a rule asks for where exactly one would open it and its hosts exist, with the name of the rule. */
  readonly features: ReadonlyMap<string, string>
}

/** Names of hosts in all flows: a hostile file could ask for the product of its rules and its hosts. */
const MAX_ENDS = 200_000

/** Compares every rule of the peer with the catalogue; what the catalogue does not know becomes flows of the estate. */
export const importRules = (
  config: PeerConfig,
  catalog: Catalog,
  neighbours: Neighbours,
  report: Report,
  lineOf: (offset: number) => number,
): ImportedRules => {
  const holders = holdersOf(config.systems)
  const services = new Map(config.services.map((service) => [service.name.value.toLowerCase(), service]))
  const external = [...catalog.roles.values()].filter((role) => role.kind === 'external').map((role) => role.id)
  const outcomes: Outcome[] = []
  const flows: DraftFlow[] = []
  const features = new Map<string, string>()
  const covers = new Map<string, Cover>()
  const names = new Map<string, number>()

  let named = 0
  const push = (flow: DraftFlow): void => {
    named += flow.from.length + flow.to.length
    if (named > MAX_ENDS) return
    const times = (names.get(flow.name) ?? 0) + 1
    names.set(flow.name, times)
    flows.push(times === 1 ? flow : { ...flow, name: `${flow.name.slice(0, 190)} (${times})` })
  }

  const importService = (rule: PeerRule, used: Placed, pair: Pair | null, joined: readonly Joined[]): void => {
    const name = rule.name.value
    const note = (kind: Outcome['kind'], text: string): void => {
      outcomes.push({ kind, line: lineOf(used.offset), rule: name, text: `${excerpt(used.value)} ${text}` })
    }
    const service = services.get(used.value.toLowerCase())
    const ports =
      service === undefined ? 'it is never defined, and the peer makes no rule at all of this one' : peerPorts(service)
    if (service === undefined || typeof ports === 'string') {
      report('warning', used.offset, name, `The service “${excerpt(used.value)}” is not imported: ${ports}`)
      note('left-out', service === undefined ? 'is never defined' : 'has no counterpart')
      return
    }
    const asked = rangesOf(ports.ports)
    const need = withoutFaults(rule, used, pair, ports, asked, note)
    const write = (part: PortRanges, group: Joined, crossing: boolean): void => {
      const whole = JSON.stringify(part) === JSON.stringify(asked)
      if (named <= MAX_ENDS) push(draftFlow(rule, service.name.value, ports, whole ? null : part, group, crossing))
    }
    const parts = need.length === 0 ? NOTHING : coverOf(pair, ports, need)
    if (parts.unknown.length > 0) {
      for (const group of joined) write(parts.unknown, group, false)
      const why =
        joined.length > 0 ? `${excerpt(rule.source.value)} → ${excerpt(rule.destination.value)}` : nobody(rule, holders)
      note(joined.length > 0 ? 'own' : 'left-out', `${words(parts.unknown, ports)}: ${why}`)
    }
    if (parts.covered.length > 0) note('covered', words(parts.covered, ports))
    for (const part of parts.conditional) {
      const [only, ...others] = part.features
      const text = words(part.ports, ports)
      const single = only !== undefined && others.length === 0
      const condition = [
        ...(part.features.length === 0
          ? []
          : [`${single ? 'the feature' : 'one of the features'} ${part.features.join(', ')}`]),
        ...(part.methods.length === 0 ? [] : [`clients with \`install\` ${part.methods.join(', ')}`]),
      ].join(' or ')
      if (joined.length === 0) note('feature', `${text}: ${condition}; ${nobody(rule, holders)}`)
      else if (single) {
        features.set(only, features.get(only) ?? name)
        note('feature', `${text}: ${condition}; named in the estate`)
      } else {
        note('feature', `${text}: ${condition}; yours to name`)
        report(
          'warning',
          used.offset,
          name,
          `The catalogue opens ${text} only with ${condition}: name what this estate uses`,
        )
      }
    }
    for (const { ports: part, until } of parts.removed) {
      report(
        'info',
        used.offset,
        name,
        `The catalogue knows ${words(part, ports)} of this rule only before version ${until}: no flow is made of it`,
      )
      note('left-out', `${words(part, ports)}: gone since ${until}`)
    }
    const [group] = joined
    if (parts.covered.length === 0 || pair === null || group === undefined || !ignoresSite(rule)) return
    const { own, strangers } = crossSites(pair, group, neighbours)
    for (const crossing of own) write(parts.covered, crossing, true)
    if (own.length > 0) note('own', `${words(parts.covered, ports)}: between parent and child site`)
    if (strangers.length > 0)
      report(
        'info',
        rule.ignoreSiteCode.offset,
        name,
        `IgnoreSiteCode also joins sites that are not parent and child (${strangers.join(', ')}): no flow is made of it`,
      )
  }

  const withoutFaults = (
    rule: PeerRule,
    used: Placed,
    pair: Pair | null,
    ports: PeerPorts,
    asked: PortRanges,
    note: (kind: 'left-out', text: string) => void,
  ): PortRanges => {
    let need = asked
    for (const [port, why] of pair === null ? [] : wrongPorts(roleClosure(catalog, pair.to), ports)) {
      const rest = subtract(need, [{ first: port, last: port }])
      if (JSON.stringify(rest) === JSON.stringify(need)) continue
      need = rest
      report('warning', used.offset, rule.name.value, why)
      note('left-out', `${port}/${ports.protocol}: wrong here`)
    }
    return need
  }

  const coverOf = (pair: Pair | null, ports: PeerPorts, need: PortRanges): Cover => {
    if (pair === null) return { ...NOTHING, unknown: need }
    const key = JSON.stringify([pair, ports.protocol, need])
    const known =
      covers.get(key) ?? cover(catalog, pair, { protocol: ports.protocol, ports: isDynamic(need) ? 'dynamic' : need })
    covers.set(key, known)
    return known
  }

  for (const rule of config.rules) {
    if (!importable(rule, report)) continue
    const joined = ends(rule, holders)
    const pair = rolesOf(rule, external)
    for (const used of rule.services) importService(rule, used, pair, joined)
    if (rule.direction.value.toLowerCase() === 'outbound')
      report(
        'warning',
        rule.direction.offset,
        rule.name.value,
        'The peer writes outbound rules with local ports: they match answers from the port, never connections to it. Portwright writes remote ports, and only with `direction: both`',
      )
    mapperAlone(rule, services, report)
  }
  if (named > MAX_ENDS)
    report('error', 0, 'RuleDefinition', `The flows of the estate would name more than ${MAX_ENDS} hosts`)
  return { outcomes, flows, features }
}

const NOTHING: Cover = { covered: [], conditional: [], removed: [], unknown: [] }

const words = (ranges: PortRanges, { protocol }: PeerPorts): string =>
  `${isDynamic(ranges) ? 'dynamic' : formatPortSet(ranges).join(', ')}/${protocol}`
