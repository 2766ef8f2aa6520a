// SPDX-License-Identifier: MIT

import { Graph, layout } from '@dagrejs/dagre'
import { cutText } from '../../formats/text/cut-text.ts'
import { shortPort } from './port-labels.ts'
import type { Reach } from './reach.ts'
import { type Box, type Point, type RoutedEdge, routeEdges } from './route-edges.ts'
import type { Zone, ZoneKind, Zones } from './zones.ts'

interface Line {
  readonly text: string
  readonly x: number
  readonly y: number
}

export interface PictureNode extends Box {
  readonly id: string
  readonly kind: ZoneKind
  readonly name: string
  readonly nameX: number
  readonly nameY: number
  readonly lines: readonly Line[]
}

export interface PictureEdge {
  readonly path: string
  readonly ends: string
  readonly both: boolean
  readonly fromWorld: boolean
  /** What passes, in full, for whoever points at the line. */
  readonly title: string
  readonly labels: readonly Line[]
  readonly label: Box
}

export interface Picture {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PictureNode[]
  readonly edges: readonly PictureEdge[]
}

const WIDTH = 204
const LINE = 14
const HEAD = 24
const MARGIN = 12
const LETTER = 5.6
const MOST_ROLES = 9
const MOST_LABEL_PORTS = 4

interface Pair {
  readonly from: Zone
  readonly to: Zone
  readonly there: Reach
  readonly back: Reach | null
}

/** Zones as boxes with the roles inside, and what passes between them as arrows that name their ports. */
export const drawZones = (
  reach: readonly Reach[],
  zones: Zones,
  rolesOf: (zone: Zone) => readonly string[],
): Picture | null => {
  const pairs = pairsOf(reach)
  const drawn = zones.all.filter((zone) => pairs.some(({ from, to }) => from === zone || to === zone))
  if (drawn.length === 0) return null
  const roles = new Map(drawn.map((zone) => [zone, shownRoles(rolesOf(zone))]))
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 44, edgesep: 14, marginx: MARGIN, marginy: MARGIN })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const zone of drawn) {
    const lines = 1 + (roles.get(zone)?.length ?? 0)
    const busiest = Math.max(
      pairs.filter(({ from }) => from === zone).length,
      pairs.filter(({ to }) => to === zone).length,
    )
    graph.setNode(zone.id, { width: WIDTH, height: Math.max(HEAD + 10 + LINE * lines, 14 * (busiest + 1)) })
  }
  for (const pair of pairs) {
    const texts = labelTexts(pair)
    const width = Math.max(...texts.map((text) => text.length)) * LETTER + 12
    graph.setEdge(pair.from.id, pair.to.id, { width, height: LINE * texts.length + 6, labelpos: 'c' })
  }
  layout(graph)
  const boxes = new Map(drawn.map((zone): [string, Box] => [zone.id, graph.node(zone.id) as Box]))
  const laid = pairs.map(({ from, to }) => graph.edge(from.id, to.id) as Box & { readonly points: readonly Point[] })
  const routed = routeEdges(
    boxes,
    pairs.map(({ from, to }, index) => ({
      from: from.id,
      to: to.id,
      points: laid[index]?.points ?? [],
      label: laid[index] as Box,
    })),
  )
  const edges = pairs.map((pair, index) => edgeView(pair, routed[index] as RoutedEdge, laid[index] as Box))
  const nodes = drawn.map((zone) => nodeView(zone, boxes.get(zone.id) as Box, roles.get(zone) ?? []))
  return {
    width: extent([
      ...nodes.map(({ x, width }) => x + width),
      ...edges.map(({ label }) => label.x + label.width),
      ...routed.flatMap(({ points }) => points.map(({ x }) => x)),
    ]),
    height: extent([
      ...nodes.map(({ y, height }) => y + height),
      ...edges.map(({ label }) => label.y + label.height),
      ...routed.flatMap(({ points }) => points.map(({ y }) => y)),
    ]),
    nodes,
    edges,
  }
}

/** One line between two zones; both ways is one line with two heads. What stays inside a zone is no arrow. */
const pairsOf = (reach: readonly Reach[]): readonly Pair[] => {
  const pairs = new Map<string, Pair>()
  for (const one of reach) {
    if (one.from === one.to) continue
    const back = pairs.get(`${one.to.id} ${one.from.id}`)
    if (back === undefined)
      pairs.set(`${one.from.id} ${one.to.id}`, { from: one.from, to: one.to, there: one, back: null })
    else pairs.set(`${one.to.id} ${one.from.id}`, { ...back, back: one })
  }
  return [...pairs.values()]
}

const portText = (reach: Reach): string => {
  const ports = [...reach.ports.keys()].map(shortPort)
  return ports.length <= MOST_LABEL_PORTS + 1
    ? ports.join(', ')
    : `${ports.slice(0, MOST_LABEL_PORTS).join(', ')} +${ports.length - MOST_LABEL_PORTS}`
}

const labelTexts = ({ there, back }: Pair): readonly string[] =>
  back === null ? [portText(there)] : [`→ ${portText(there)}`, `← ${portText(back)}`]

const titleOf = ({ from, to, ports }: Reach): string => `${from.name} to ${to.name}: ${[...ports.keys()].join(', ')}`

const edgeView = (pair: Pair, { path }: RoutedEdge, laid: Box): PictureEdge => {
  const texts = labelTexts(pair)
  const width = Math.max(...texts.map((text) => text.length)) * LETTER + 12
  const height = LINE * texts.length + 6
  const label = { x: round(laid.x - width / 2), y: round(laid.y - height / 2), width: round(width), height }
  return {
    path,
    ends: `${pair.from.id} ${pair.to.id}`,
    both: pair.back !== null,
    fromWorld: pair.from.kind === 'world',
    title: [titleOf(pair.there), ...(pair.back === null ? [] : [titleOf(pair.back)])].join('; '),
    labels: texts.map((text, index) => ({ text, x: round(laid.x), y: round(label.y + 14 + index * LINE) })),
    label,
  }
}

const shownRoles = (roles: readonly string[]): readonly string[] =>
  roles.length <= MOST_ROLES ? roles : [...roles.slice(0, MOST_ROLES - 1), `and ${roles.length - MOST_ROLES + 1} more`]

const cut = (text: string): string => (text.length > 29 ? `${cutText(text, 28)}…` : text)

const nodeView = (zone: Zone, { x, y, width, height }: Box, roles: readonly string[]): PictureNode => {
  const left = round(x - width / 2)
  const top = round(y - height / 2)
  return {
    id: zone.id,
    kind: zone.kind,
    x: left,
    y: top,
    width,
    height,
    name: zone.name.length > 24 ? `${cutText(zone.name, 23)}…` : zone.name,
    nameX: left + 10,
    nameY: top + 18,
    lines: [zone.detail, ...roles].map((text, index) => ({
      text: cut(text),
      x: left + 10,
      y: round(top + HEAD + 10 + index * LINE),
    })),
  }
}

const extent = (edges: readonly number[]): number => Math.ceil(Math.max(0, ...edges) + MARGIN)
const round = (number: number): number => Math.round(number * 10) / 10
