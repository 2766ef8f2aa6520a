// SPDX-License-Identifier: MIT

import { parsePorts } from '../formats/port/port-set.ts'
import type { Rule } from '../formats/rule/rule.ts'

interface Span {
  readonly first: number
  readonly last: number
  readonly at: number
}

/** Keywords have places of their own, beyond every port; those that nobody here knows share one. */
const BEYOND = 100_000
const KEYWORDS: ReadonlyMap<string, number> = new Map([
  ['rpc-epmap', 135],
  ['rpc', BEYOND + 1],
])

/** The ports of the listening side; null where they are any, which meets whatever has ports. */
const spansOf = ({ direction, localPorts, remotePorts }: Rule, at: number): readonly Span[] | null => {
  const ports = direction === 'in' ? localPorts : remotePorts
  if (ports.length === 0) return null
  const spans = ports.map((text): Span => {
    const place = KEYWORDS.get(text.toLowerCase()) ?? null
    const { first, last } =
      place === null ? (parsePorts(text) ?? { first: BEYOND, last: BEYOND }) : { first: place, last: place }
    return { first, last, at }
  })
  // Every port and more: what keywords stand for lies in it as well.
  return spans.some(({ first, last }) => last - first >= 65_534) ? null : spans
}

/**
 * The places of rules that share a port with another rule of their direction and protocol: all others let packets through
 * that no other rule does. Most flows of a user's own have ports of their own.
 */
export const rulesThatMeet = (rules: readonly Rule[]): readonly number[] => {
  const meeting = new Set<number>()
  const sides = Map.groupBy(rules.keys(), (at) => `${rules[at]?.direction} ${rules[at]?.protocol}`)
  for (const [side, places] of sides) {
    if (!/ (?:tcp|udp|icmp4|icmp6)$/.test(side)) return [...rules.keys()]
    const spans = /(?:tcp|udp)$/.test(side) ? places.map((at) => spansOf(rules[at] as Rule, at)) : [null]
    if (spans.includes(null)) for (const at of places) meeting.add(at)
    else for (const at of sharing(spans.flatMap((own) => own ?? []))) meeting.add(at)
  }
  return [...meeting].sort((a, b) => a - b)
}

/** Whoever has a number in common with somebody else. */
const sharing = (spans: readonly Span[]): ReadonlySet<number> => {
  const found = new Set<number>()
  let [reach, owner] = [-1, -1]
  for (const { first, last, at } of [...spans].sort((a, b) => a.first - b.first)) {
    if (first <= reach && owner !== at) found.add(at).add(owner)
    if (last <= reach) continue
    reach = last
    owner = at
  }
  return found
}
