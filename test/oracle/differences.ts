// SPDX-License-Identifier: MIT
import { printSpans } from './address-line.ts'
import { merge, type Span, subtract } from './number-line.ts'
import type { Allowance, Traffic } from './traffic.ts'

export interface Difference {
  readonly at: string
  readonly protocol: string
  readonly ports: Span
  readonly addresses: readonly Span[]
  readonly why: readonly string[]
}

export interface Tally {
  /** Stretches of ports and addresses in which every packet has the same fate. */
  cells: number
}

const within = (ports: Span, allowance: Allowance): boolean =>
  allowance.ports.some(({ low, high }) => low <= ports.low && ports.high <= high)

const stretches = (all: readonly Allowance[]): readonly Span[] => {
  const edges = new Set(all.flatMap(({ ports }) => ports.flatMap(({ low, high }) => [low, high + 1n])))
  const sorted = [...edges].sort((a, b) => (a < b ? -1 : 1))
  return sorted.slice(1).map((edge, index) => ({ low: sorted[index] ?? 0n, high: edge - 1n }))
}

/** What `have` lets through and `limit` does not. */
export const beyond = (have: Traffic, limit: Traffic, tally: Tally): readonly Difference[] => {
  const differences: Difference[] = []
  for (const [at, allowances] of have) {
    for (const protocol of new Set(allowances.map((one) => one.protocol))) {
      const mine = allowances.filter((one) => one.protocol === protocol)
      const theirs = (limit.get(at) ?? []).filter((one) => one.protocol === protocol)
      for (const ports of stretches([...mine, ...theirs])) {
        const here = mine.filter((one) => within(ports, one))
        const there = theirs.filter((one) => within(ports, one)).flatMap((one) => one.remotes)
        const remotes = here.flatMap((one) => one.remotes)
        tally.cells += new Set([...remotes, ...there].flatMap(({ low, high }) => [low, high + 1n])).size
        const addresses = subtract(merge(remotes), merge(there))
        if (addresses.length > 0) {
          differences.push({ at, protocol, ports, addresses, why: [...new Set(here.map((one) => one.why))] })
        }
      }
    }
  }
  return differences
}

export const printDifference = (title: string, { at, protocol, ports, addresses, why }: Difference): string =>
  `${title}: ${at} ${protocol} ${ports.low}${ports.low === ports.high ? '' : `-${ports.high}`} with ${printSpans(addresses)} (${why.join('; ')})`
