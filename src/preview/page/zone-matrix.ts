// SPDX-License-Identifier: MIT
import { portAnchor } from './anchors.ts'
import { shortPort } from './port-labels.ts'
import type { Reach } from './reach.ts'
import type { Zone, ZoneKind, Zones } from './zones.ts'

interface PortLink {
  readonly text: string
  readonly title: string
  readonly anchor: string
}

interface Cell {
  /** The column, said again where a narrow screen stacks the cells. */
  readonly to: string
  readonly ports: readonly PortLink[]
  /** Ports that a cell has no room for at first sight; they unfold. */
  readonly rest: readonly PortLink[]
  readonly more: string
  readonly none: boolean
}

export interface ZoneMatrix {
  readonly caption: string
  readonly columns: readonly { readonly name: string; readonly kind: ZoneKind; readonly detail: string }[]
  readonly rows: readonly {
    readonly name: string
    readonly kind: ZoneKind
    readonly detail: string
    readonly anchor: string
    readonly cells: readonly Cell[]
  }[]
}

/** A table of more columns than this fits no sheet of paper. */
const MOST_COLUMNS = 6
const MOST_PORTS = 12

/** Who may reach whom on which ports: those who call in the rows, those who answer in the columns. */
export const zoneMatrices = (reach: readonly Reach[], zones: Zones): readonly ZoneMatrix[] => {
  const cell = new Map(reach.map((one) => [`${one.from.id} ${one.to.id}`, one]))
  const answer = zones.all.filter((zone) => reach.some(({ to }) => to === zone))
  const call = zones.all.filter((zone) => reach.some(({ from }) => from === zone))
  const parts: Zone[][] = []
  const size = Math.ceil(answer.length / Math.ceil(answer.length / MOST_COLUMNS))
  for (let at = 0; at < answer.length; at += size) parts.push(answer.slice(at, at + size))
  return parts.map((columns) => ({
    caption: `Who reaches ${columns.map(({ name }) => name).join(', ')}`,
    columns: columns.map(({ name, kind, detail }) => ({ name, kind, detail })),
    rows: call
      .filter((from) => columns.some((to) => cell.has(`${from.id} ${to.id}`)))
      .map((from) => ({
        name: from.name,
        kind: from.kind,
        detail: from.detail,
        anchor: from.id,
        cells: columns.map((to) => cellOf(to, cell.get(`${from.id} ${to.id}`))),
      })),
  }))
}

const cellOf = (to: Zone, reach: Reach | undefined): Cell => {
  const links = [...(reach?.ports.keys() ?? [])].map(
    (title): PortLink => ({ text: shortPort(title), title, anchor: portAnchor(title) }),
  )
  const rest = links.length > MOST_PORTS + 2 ? links.slice(MOST_PORTS) : []
  return {
    to: to.name,
    ports: links.slice(0, links.length - rest.length),
    rest,
    more: rest.length === 0 ? '' : `${rest.length} more`,
    none: links.length === 0,
  }
}
