// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { type Point, ruleFits } from '../../packets/support/brute-force.ts'
import { corners } from '../../packets/support/corner-points.ts'

/** Numbers that look random and are the same for the same seed (mulberry32). */
export const numbersFrom = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const anyRule = (rule: Rule): Rule => ({
  ...rule,
  enabled: true,
  profiles: [],
  protocol: 'any',
  localPorts: [],
  remotePorts: [],
  icmpTypes: [],
  localAddresses: [],
  remoteAddresses: [],
  program: null,
  service: null,
  interfaceTypes: [],
})

/**
 * Corner points of every dimension, both families and all profiles; most lie in some rule, or just beside it in one
 * dimension, where sets of rules differ.
 */
export const nearPoints = (rules: readonly Rule[], seed: number, count: number): readonly Point[] => {
  const enabled = rules.filter((rule) => rule.enabled)
  const held = corners(rules)
  const next = numbersFrom(seed)
  const pick = <T>(values: readonly T[]): T => values[next(values.length)] as T
  const within = new Map<string, readonly unknown[]>()
  /** Corners of one dimension that lie in a rule, found by asking a rule that says nothing else. */
  const inside = <T>(
    key: string,
    values: readonly T[],
    rule: Rule,
    part: Partial<Rule>,
    at: (value: T) => Point,
  ): T => {
    if (next(10) === 0) return pick(values)
    const name = `${rules.indexOf(rule)} ${key}`
    const known =
      (within.get(name) as readonly T[] | undefined) ??
      values.filter((value) => ruleFits({ ...anyRule(rule), ...part }, at(value)))
    within.set(name, known)
    return known.length === 0 ? pick(values) : pick(known)
  }
  return Array.from({ length: count }, () => {
    const rule = pick(enabled)
    const family = pick([4, 6] as const)
    const base: Point = {
      direction: next(20) === 0 ? pick(['in', 'out'] as const) : rule.direction,
      family,
      protocol: 6,
      icmp: 0,
      localPort: 1n,
      remotePort: 1n,
      local: held.local[family][0] ?? 0n,
      remote: held.remote[family][0] ?? 0n,
      profile: pick(['domain', 'private', 'public'] as const),
      program: 'other',
      service: '',
      interfaceType: 'other',
    }
    const same = { direction: base.direction }
    const protocol = inside('protocol', held.protocol, rule, { ...same, protocol: rule.protocol }, (value) => ({
      ...base,
      protocol: value,
    }))
    const at = { ...base, protocol }
    const { localPorts, remotePorts, icmpTypes, localAddresses, remoteAddresses, program, service, interfaceTypes } =
      rule
    return {
      ...at,
      // There is no ICMP of the one family in the other.
      family: protocol === 1 ? 4 : protocol === 58 ? 6 : family,
      localPort: inside('localPort', held.localPort, rule, { ...same, localPorts }, (value) => ({
        ...base,
        localPort: value,
      })),
      remotePort: inside('remotePort', held.remotePort, rule, { ...same, remotePorts }, (value) => ({
        ...base,
        remotePort: value,
      })),
      icmp: inside('icmp', held.icmp, rule, { ...same, icmpTypes }, (value) => ({ ...base, protocol: 1, icmp: value })),
      ...addressesAt(protocol === 1 ? 4 : protocol === 58 ? 6 : family),
      profile: inside(
        'profile',
        ['domain', 'private', 'public'] as const,
        rule,
        { ...same, profiles: rule.profiles },
        (value) => ({ ...base, profile: value }),
      ),
      program: inside('program', held.program, rule, { ...same, program }, (value) => ({ ...base, program: value })),
      service: inside('service', held.service, rule, { ...same, service }, (value) => ({ ...base, service: value })),
      interfaceType: inside('interface', held.interfaceType, rule, { ...same, interfaceTypes }, (value) => ({
        ...base,
        interfaceType: value,
      })),
    }
    function addressesAt(of: 4 | 6): Pick<Point, 'local' | 'remote'> {
      return {
        local: inside(`local ${of}`, held.local[of], rule, { ...same, localAddresses }, (value) => ({
          ...base,
          family: of,
          local: value,
        })),
        remote: inside(`remote ${of}`, held.remote[of], rule, { ...same, remoteAddresses }, (value) => ({
          ...base,
          family: of,
          remote: value,
        })),
      }
    }
  })
}
