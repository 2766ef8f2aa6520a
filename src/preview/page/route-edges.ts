// SPDX-License-Identifier: MIT

export interface Point {
  readonly x: number
  readonly y: number
}

/** `x` and `y` are the middle. */
export interface Box extends Point {
  readonly width: number
  readonly height: number
}

export interface LaidEdge {
  readonly from: string
  readonly to: string
  /** From the layout: the ends, and one point a column that the edge passes. */
  readonly points: readonly Point[]
  /** What is written on it: the line goes straight through its middle. */
  readonly label: Box
}

export interface RoutedEdge {
  readonly path: string
  readonly points: readonly Point[]
}

/**
 * Lines between boxes that stand in columns. A line leaves and enters at the side, crosses a column straight through the gap
 * that the layout kept for it, and bends only between columns, so that it never runs over a box.
 */
export const routeEdges = (boxes: ReadonlyMap<string, Box>, edges: readonly LaidEdge[]): readonly RoutedEdge[] => {
  const columns = [...new Set([...boxes.values()].map(({ x }) => x))]
  const half = Math.max(0, ...[...boxes.values()].map(({ width }) => width / 2))
  const gates = gatesOf(boxes, edges)
  return edges.map(({ from, to, points, label }, index) => {
    const [start, end] = [boxes.get(from) as Box, boxes.get(to) as Box]
    const way = start.x <= end.x ? 1 : -1
    const through = points
      .slice(1, -1)
      .filter(({ x }) => columns.some((column) => Math.abs(column - x) < 1))
      .filter(({ x }) => Math.abs(x - label.x) > half + label.width / 2)
      .map((point) => ({ ...point, half }))
    const written = { x: label.x, y: label.y, half: label.width / 2 }
    const passes = [...through, written].sort((a, b) => way * (a.x - b.x))
    const stops: readonly Point[] = [
      { x: start.x + way * half, y: gates.get(`${index} from`) as number },
      ...passes.flatMap((pass) => [
        { x: pass.x - way * pass.half, y: pass.y },
        { x: pass.x + way * pass.half, y: pass.y },
      ]),
      { x: end.x - way * half, y: gates.get(`${index} to`) as number },
    ]
    return { path: pathOf(stops), points: stops }
  })
}

/** Where each line touches its boxes: spread over the side, in the order in which the lines arrive. */
const gatesOf = (boxes: ReadonlyMap<string, Box>, edges: readonly LaidEdge[]): ReadonlyMap<string, number> => {
  const sides = new Map<string, { readonly key: string; readonly box: Box; readonly y: number }[]>()
  edges.forEach(({ from, to, points }, index) => {
    const [start, end] = [boxes.get(from) as Box, boxes.get(to) as Box]
    const right = start.x <= end.x
    const put = (id: string, side: string, key: string, box: Box, near: Point | undefined): void => {
      const list = sides.get(`${id} ${side}`) ?? []
      sides.set(`${id} ${side}`, [...list, { key, box, y: near?.y ?? box.y }])
    }
    put(from, right ? 'right' : 'left', `${index} from`, start, points[1])
    put(to, right ? 'left' : 'right', `${index} to`, end, points.at(-2))
  })
  return new Map(
    [...sides.values()].flatMap((list) => {
      const sorted = [...list].sort((a, b) => a.y - b.y)
      return sorted.map(({ key, box }, place): [string, number] => [
        key,
        box.y + ((place + 1) / (sorted.length + 1) - 0.5) * box.height * 0.9,
      ])
    }),
  )
}

const pathOf = (stops: readonly Point[]): string =>
  stops
    .map((stop, index) => {
      const before = stops[index - 1]
      if (before === undefined) return `M${at(stop)}`
      if (Math.abs(before.y - stop.y) < 0.5) return `L${at(stop)}`
      const middle = (before.x + stop.x) / 2
      return `C${at({ x: middle, y: before.y })} ${at({ x: middle, y: stop.y })} ${at(stop)}`
    })
    .join('')

const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`
const round = (number: number): number => Math.round(number * 10) / 10
