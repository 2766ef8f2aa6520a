// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import type { Estate } from '../../estate/estate.ts'
import type { Flow } from '../../flows/flow.ts'
import { isSourcePort } from '../../rules/draft-rules.ts'
import { portLabels } from './port-labels.ts'
import type { Zone, Zones } from './zones.ts'

/** What one zone may open to another. */
export interface Reach {
  readonly from: Zone
  readonly to: Zone
  /** Labels of ports, lowest first, each with who answers: role ids, or the name of a flow of the user's own. */
  readonly ports: ReadonlyMap<string, ReadonlySet<string>>
}

/** Who reaches whom on what: every flow once for each pair of zones that it joins. */
export const reachOf = (estate: Estate, flows: readonly Flow[], zones: Zones): readonly Reach[] => {
  const pairs = new Map<string, { from: Zone; to: Zone; ports: Map<string, { order: number; roles: Set<string> }> }>()
  for (const flow of flows) {
    if (isSourcePort(flow)) continue
    const labels = portLabels(estate, flow)
    for (const from of zones.of(flow.from))
      for (const to of zones.of(flow.to)) {
        const pair = getOrInsert(pairs, `${from.id} ${to.id}`, () => ({ from, to, ports: new Map() }))
        for (const { title, order } of labels)
          getOrInsert(pair.ports, title, () => ({ order, roles: new Set<string>() })).roles.add(
            flow.toRole ?? flow.title ?? flow.service,
          )
      }
  }
  const place = new Map(zones.all.map((zone, index) => [zone, index]))
  const at = (zone: Zone): number => place.get(zone) ?? 0
  return [...pairs.values()]
    .sort((a, b) => at(a.from) - at(b.from) || at(a.to) - at(b.to))
    .map(({ from, to, ports }) => ({
      from,
      to,
      ports: new Map(
        [...ports]
          .sort(([a, x], [b, y]) => x.order - y.order || (a < b ? -1 : 1))
          .map(([title, { roles }]): [string, ReadonlySet<string>] => [title, roles]),
      ),
    }))
}
