// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import { defaultPort } from '../catalog/default-port.ts'
import { entriesOf } from '../catalog/in-version.ts'
import { intersect, normalize, subtract } from '../formats/address/range.ts'
import { type PortRanges, parsePorts } from '../formats/port/port-set.ts'
import type { PeerPorts } from './peer-ports.ts'

/** How far the catalogue opens the ports that a rule of the peer opens; the four parts are all of them, without overlap. */
export interface Cover {
  /** Opened by the catalogue as it stands. */
  readonly covered: PortRanges
  /** Opened once the estate names one of these features, or one of these install methods of its clients. */
  readonly conditional: readonly {
    readonly ports: PortRanges
    readonly features: readonly string[]
    readonly methods: readonly string[]
  }[]
  /** Opened in older versions only. */
  readonly removed: readonly { readonly ports: PortRanges; readonly until: number }[]
  readonly unknown: PortRanges
}

export interface Pair {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

const DYNAMIC: PortRanges = [{ first: -1, last: -1 }]

/** Dynamic RPC is counted as port -1, so that one arithmetic serves both. */
export const rangesOf = (ports: PeerPorts['ports']): PortRanges => (ports === 'dynamic' ? DYNAMIC : ports)
export const isDynamic = (ranges: PortRanges): boolean => ranges.some((range) => range.first === -1)

/** A role with every role that its holder holds as well. */
export const roleClosure = (catalog: Catalog, roles: readonly string[]): readonly string[] => {
  const all = new Set(roles)
  for (const role of all) for (const other of catalog.roles.get(role)?.is ?? []) all.add(other)
  return [...all]
}

export const cover = (catalog: Catalog, pair: Pair, need: PeerPorts): Cover => {
  const from = new Set(roleClosure(catalog, pair.from))
  const to = new Set(roleClosure(catalog, pair.to))
  const joins = (a: string | null, b: string): boolean => a !== null && from.has(a) && to.has(b)
  const known = entriesOf(catalog, 'cmcb', null).filter(
    (flow) =>
      flow.kind === 'flow' &&
      flow.protocol === need.protocol &&
      (joins(flow.from, flow.to) || (flow.direction === 'either' && flow.from !== null && joins(flow.to, flow.from))),
  )
  const now = known.filter((flow) => flow.until === null || flow.until > catalog.newest)
  let rest = rangesOf(need.ports)
  const take = (ports: PortRanges): PortRanges => {
    const taken = intersect(rest, ports)
    rest = subtract(rest, taken)
    return taken
  }
  const covered = take(normalize(now.filter(isUnconditional).flatMap((flow) => openPorts(catalog, flow))))
  const byPorts = new Map<
    string,
    { readonly ports: PortRanges; readonly features: Set<string>; readonly methods: Set<string> }
  >()
  for (const flow of now.filter((entry) => !isUnconditional(entry))) {
    const ports = intersect(rest, openPorts(catalog, flow))
    if (ports.length === 0) continue
    const key = JSON.stringify(ports)
    const group = byPorts.get(key) ?? { ports, features: new Set<string>(), methods: new Set<string>() }
    for (const method of flow.installMethods) group.methods.add(method)
    if (flow.installMethods.length === 0) group.features.add(flow.when as string)
    byPorts.set(key, group)
  }
  const conditional = [...byPorts.values()].map(({ ports, features, methods }) => ({
    ports: take(ports),
    features: [...features],
    methods: [...methods],
  }))
  const removed = known
    .filter((flow) => flow.until !== null && flow.until <= catalog.newest)
    .map((flow) => ({ ports: take(openPorts(catalog, flow)), until: flow.until as number }))
  const some = (part: { readonly ports: PortRanges }): boolean => part.ports.length > 0
  return { covered, conditional: conditional.filter(some), removed: removed.filter(some), unknown: rest }
}

/** The ports that a flow opens in an estate that sets no port of its own. */
const openPorts = (catalog: Catalog, flow: CatalogFlow): PortRanges => {
  const texts =
    flow.parameter === null
      ? [...flow.ports, ...flow.alternates]
      : defaultPort(catalog, flow.parameter, flow).split(',')
  return normalize(
    texts.flatMap((text) =>
      text === 'dynamic' ? DYNAMIC : [parsePorts(text.trim())].filter((range) => range !== null),
    ),
  )
}

const isUnconditional = (flow: CatalogFlow): boolean => flow.when === null && flow.installMethods.length === 0
