// SPDX-License-Identifier: MIT
import { Graph, layout } from '@dagrejs/dagre'
import type { RoleGraph, RoleNode } from './role-links.ts'
import { type Box, type Point, type RoutedEdge, routeEdges } from './route-edges.ts'

export interface DiagramNode extends Box {
  readonly id: string
  readonly lines: readonly { readonly text: string; readonly x: number; readonly y: number }[]
  readonly count: string
  readonly countX: number
  readonly countY: number
  readonly kind: 'clients' | 'hosts' | 'outside'
}

export interface DiagramEdge {
  readonly path: string
  readonly ends: string
  readonly both: boolean
  /** What passes, for whoever points at the line. */
  readonly title: string
}

export interface Diagram {
  readonly width: number
  readonly height: number
  readonly nodes: readonly DiagramNode[]
  readonly edges: readonly DiagramEdge[]
}

const WIDTH = 152
const LINE = 15
const LETTERS = 18
const MARGIN = 8

interface Pair {
  readonly from: string
  readonly to: string
  readonly both: boolean
  readonly title: string
}

/** Roles as boxes and what passes between them as arrows, left to right. The same graph always gives the same picture. */
export const drawDiagram = ({ nodes, links }: RoleGraph): Diagram => {
  const ids = new Map(nodes.map(({ role }, index) => [role, `n${index}`]))
  const pairs = pairsOf({ nodes, links }, ids)
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 64, edgesep: 16, marginx: MARGIN, marginy: MARGIN })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { role, name } of nodes)
    graph.setNode(ids.get(role) as string, {
      width: WIDTH,
      height: heightOf(name, busiest(ids.get(role) as string, pairs)),
    })
  for (const { from, to } of pairs) graph.setEdge(from, to, {})
  layout(graph)
  const boxes = new Map([...ids.values()].map((id): [string, Box] => [id, graph.node(id) as Box]))
  const routed = routeEdges(
    boxes,
    pairs.map(({ from, to }) => ({ from, to, points: (graph.edge(from, to) as { points: readonly Point[] }).points })),
  )
  return {
    width: extent([...boxes.values()].map(({ x, width }) => x + width / 2)),
    height: extent([
      ...[...boxes.values()].map(({ y, height }) => y + height / 2),
      ...routed.flatMap((edge: RoutedEdge) => edge.points.map(({ y }) => y)),
    ]),
    nodes: nodes.map((node) => {
      const id = ids.get(node.role) as string
      return nodeView(node, boxes.get(id) as Box, id)
    }),
    edges: pairs.map(({ from, to, both, title }, index) => ({
      path: (routed[index] as RoutedEdge).path,
      ends: `${from} ${to}`,
      both,
      title,
    })),
  }
}

/** One line between two roles; both ways is one line with two heads. */
const pairsOf = ({ nodes, links }: RoleGraph, ids: ReadonlyMap<string, string>): readonly Pair[] => {
  const names = new Map(nodes.map(({ role, name }) => [role, name]))
  const pairs = new Map<string, Pair>()
  for (const link of links) {
    if (link.from === link.to) continue
    const title = `${names.get(link.from)} to ${names.get(link.to)}: ${link.ports.join(', ')}`
    const [from, to] = [ids.get(link.from) as string, ids.get(link.to) as string]
    const back = pairs.get(`${to} ${from}`)
    if (back === undefined) pairs.set(`${from} ${to}`, { from, to, both: false, title })
    else pairs.set(`${to} ${from}`, { ...back, both: true, title: `${back.title}; ${title}` })
  }
  return [...pairs.values()]
}

/** Room for the text, and for the lines of the side that has more of them. */
const heightOf = (name: string, lines: number): number => Math.max(30 + LINE * folded(name).length, 8 * (lines + 1))

const busiest = (id: string, pairs: readonly Pair[]): number =>
  Math.max(pairs.filter(({ from }) => from === id).length, pairs.filter(({ to }) => to === id).length)

const extent = (edges: readonly number[]): number => Math.ceil(Math.max(0, ...edges) + MARGIN)

const nodeView = (node: RoleNode, { x, y, width, height }: Box, id: string): DiagramNode => {
  const top = y - height / 2
  return {
    id,
    x: round(x - width / 2),
    y: round(top),
    width,
    height,
    lines: folded(node.name).map((text, index) => ({
      text,
      x: round(x),
      y: round(y - (LINE * folded(node.name).length) / 2 + 4 + index * LINE),
    })),
    count: countOf(node),
    countX: round(x),
    countY: round(y + (LINE * folded(node.name).length) / 2 + 7),
    kind: node.groups > 0 ? 'clients' : node.hosts > 0 ? 'hosts' : 'outside',
  }
}

const countOf = ({ hosts, groups }: RoleNode): string =>
  [
    ...(groups > 0 ? [`${groups} ${groups === 1 ? 'client group' : 'client groups'}`] : []),
    ...(hosts > 0 ? [`${hosts} ${hosts === 1 ? 'host' : 'hosts'}`] : []),
    ...(hosts + groups === 0 ? ['any address'] : []),
  ].join(', ')

const folded = (name: string): readonly string[] => {
  const lines: string[] = []
  for (const word of name.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < LETTERS) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word.length > LETTERS ? `${word.slice(0, LETTERS - 1)}…` : word)
  }
  return lines.slice(0, 3)
}

const round = (number: number): number => Math.round(number * 10) / 10
