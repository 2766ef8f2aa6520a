// SPDX-License-Identifier: MIT
import type { CatalogFlow } from '../../catalog/catalog-flow.ts'
import { inVersion } from '../../catalog/in-version.ts'
import type { Context } from './context.ts'

/** A fixed port that a role listens on. */
export interface ListeningPort {
  readonly service: string
  readonly port: string
  /** What changes it. */
  readonly parameter: string | null
}

const isStatic = (port: string): boolean => port !== 'dynamic'

const portsOf = (flow: CatalogFlow): readonly ListeningPort[] => {
  const ports = flow.parameter === null ? [...flow.ports, ...flow.alternates] : flow.ports.slice(0, 1)
  return ports.filter(isStatic).map((port) => ({ service: flow.service, port, parameter: flow.parameter }))
}

/** The fixed ports of every role in a product and version, of flows without condition or whose feature is on. */
export const listeningPorts = (
  { catalog, product, version }: Context,
  isOn: (feature: string) => boolean,
): ReadonlyMap<string, readonly ListeningPort[]> => {
  const byRole = new Map<string, Map<string, ListeningPort>>()
  for (const flow of catalog.flows) {
    if (flow.product !== product || flow.kind !== 'flow') continue
    if (version !== null && !inVersion(flow, version)) continue
    if (flow.when !== null && !isOn(flow.when)) continue
    for (const role of flow.direction === 'either' && flow.from !== null ? [flow.to, flow.from] : [flow.to]) {
      const known = byRole.get(role) ?? new Map<string, ListeningPort>()
      byRole.set(role, known)
      for (const port of portsOf(flow)) known.set(`${port.parameter ?? ''}|${port.port}`, port)
    }
  }
  return new Map([...byRole].map(([role, ports]) => [role, [...ports.values()]]))
}
