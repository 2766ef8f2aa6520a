// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { everyIpv4, everyIpv6, isAddress, ofFamily, parseAddress } from '../../oracle/address-line.ts'
import type { Span } from '../../oracle/number-line.ts'
import { icmpSpan, type Point, portSpan } from './brute-force.ts'

const edges = (spans: readonly Span[], within: Span): readonly bigint[] =>
  [...new Set([within, ...spans].flatMap(({ low, high }) => [low - 1n, low, high, high + 1n]))].filter(
    (value) => within.low <= value && value <= within.high,
  )

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]

/** The values at which some rule could begin or end to fit, in each dimension, and one beside each. */
export const corners = (all: readonly Rule[]) => {
  const rules = all.filter(({ enabled }) => enabled)
  const ports = (side: 'localPorts' | 'remotePorts'): readonly (bigint | string)[] => {
    const texts = rules.flatMap((rule) => rule[side])
    return [
      ...edges(
        texts.map(portSpan).filter((one) => one !== null),
        { low: 0n, high: 65535n },
      ),
      ...unique(texts.filter((text) => portSpan(text) === null)),
    ]
  }
  const addresses = (side: 'localAddresses' | 'remoteAddresses', family: 4 | 6): readonly (bigint | string)[] => {
    const texts = rules.flatMap((rule) => rule[side])
    return [
      ...edges(
        ofFamily(texts.filter(isAddress).map(parseAddress), family),
        (family === 4 ? everyIpv4 : everyIpv6)[0] as Span,
      ),
      ...unique(texts.filter((text) => !isAddress(text) && !text.endsWith(family === 4 ? '6' : '4'))).map((text) =>
        text.replace(/[46]$/, ''),
      ),
    ]
  }
  return {
    localPort: ports('localPorts'),
    remotePort: ports('remotePorts'),
    local: { 4: addresses('localAddresses', 4), 6: addresses('localAddresses', 6) },
    remote: { 4: addresses('remoteAddresses', 4), 6: addresses('remoteAddresses', 6) },
    icmp: edges(rules.flatMap(({ icmpTypes }) => icmpTypes).map(icmpSpan), { low: 0n, high: 65535n }).map(Number),
    protocol: unique([
      1,
      6,
      17,
      58,
      47,
      ...rules.flatMap(({ protocol }) => (typeof protocol === 'number' ? [protocol] : [])),
    ]),
    program: unique(['other', ...rules.flatMap(({ program }) => program ?? [])]),
    service: unique([
      '',
      'other',
      ...rules.flatMap(({ service }) => (service === null || service === '*' ? [] : [service])),
    ]),
    interfaceType: unique(['other', ...rules.flatMap(({ interfaceTypes }) => interfaceTypes)]),
  }
}

/** So many points of these corners: every dimension, both families, all profiles. The same seed gives the same points. */
export const pointsAt = (held: ReturnType<typeof corners>, seed: number, count: number): readonly Point[] => {
  let state = seed
  const pick = <T>(values: readonly T[]): T => {
    // A linear congruential generator (Numerical Recipes); its high bits are the better ones.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return values[Math.floor((state / 2 ** 32) * values.length)] as T
  }
  return Array.from({ length: count }, () => {
    const protocol = pick(held.protocol)
    const family = protocol === 1 ? 4 : protocol === 58 ? 6 : pick([4, 6] as const)
    return {
      direction: pick(['in', 'out'] as const),
      family,
      protocol,
      icmp: pick(held.icmp),
      localPort: pick(held.localPort),
      remotePort: pick(held.remotePort),
      local: pick(held.local[family]),
      remote: pick(held.remote[family]),
      profile: pick(['domain', 'private', 'public'] as const),
      program: pick(held.program),
      service: pick(held.service),
      interfaceType: pick(held.interfaceType),
    }
  })
}
