// SPDX-License-Identifier: MIT
import { everyAddress, isAddress, ofFamily, parseAddresses } from './address-line.ts'
import type { CatalogRow } from './catalog-row.ts'
import type { CompileOutput } from './compile-output.ts'
import { beyond, printDifference, type Tally } from './differences.ts'
import type { EstateInput } from './estate-input.ts'
import { needsOfFlows } from './flow-needs.ts'
import { needsOf } from './needs.ts'
import { type Span, subtract } from './number-line.ts'
import { type Party, parties } from './party.ts'
import { portSpans, reachOf, trafficOfRules } from './rule-traffic.ts'
import { type Allowance, holderOf, put, type Traffic, trafficOf } from './traffic.ts'

const anyRemote = (one: Allowance, reach: readonly Span[]): readonly Span[] =>
  one.family === undefined ? reach : ofFamily(reach, one.family)

/** Policies carry outbound rules only where the direction says so, and phones carry none at all. */
const ofPolicies = (traffic: Traffic, everyone: readonly Party[]): Traffic => {
  const kept: Traffic = new Map()
  for (const party of everyone) {
    if (!party.firewalled) continue
    const open = (list: readonly Allowance[], direction: string): readonly Allowance[] =>
      party.firewall.remote === 'any' && direction === 'in'
        ? list.map((one) => ({ ...one, remotes: anyRemote(one, reachOf(party, everyone)) }))
        : list
    const directions = party.firewall.direction === 'both' ? ['in', 'out'] : ['in']
    for (const direction of directions) {
      const key = `${holderOf(party)} ${direction}`
      const list = traffic.get(key)
      if (list !== undefined) kept.set(key, [...open(list, direction)])
    }
  }
  return kept
}

/** What a host would say to itself needs no rule; networks that hold the host cover it all the same. */
const withoutSelf = (traffic: Traffic, everyone: readonly Party[]): Traffic => {
  const kept: Traffic = new Map([...traffic].map(([key, list]) => [key, list.filter(({ idle }) => !idle)]))
  for (const party of everyone) {
    if (party.kind !== 'host') continue
    for (const direction of ['in', 'out']) {
      const key = `${holderOf(party)} ${direction}`
      const list = kept.get(key) ?? []
      kept.set(
        key,
        list.map((one) => ({ ...one, remotes: subtract(one.remotes, one.self ?? party.addresses) })),
      )
    }
  }
  return kept
}

const widenedTraffic = (output: CompileOutput, everyone: readonly Party[], base: Traffic): Traffic => {
  const traffic: Traffic = new Map([...base].map(([key, list]) => [key, [...list]]))
  for (const one of output.policies.flatMap((policy) => policy.widened)) {
    const holder = everyone.find((party) => party.name === one.host.toLowerCase() || party.name === one.host)
    if (holder === undefined) throw new Error(`widened at an unknown host: ${JSON.stringify(one)}`)
    const from = everyone.find((party) => party.name === one.from)
    const remotes =
      one.from === 'any' ? everyAddress : (from?.addresses ?? (isAddress(one.from) ? parseAddresses([one.from]) : []))
    if (remotes.length === 0) throw new Error(`widened from an unknown end: ${JSON.stringify(one)}`)
    const ports = one.protocol.startsWith('icmp') ? [{ low: 0n, high: 65535n }] : portSpans(one.ports, holder)
    for (const direction of ['in', 'out']) {
      for (const protocol of one.protocol === 'icmp' ? ['icmp4', 'icmp6'] : [one.protocol]) {
        put(traffic, `${holderOf(holder)} ${direction}`, { protocol, ports, remotes, why: 'widened' })
      }
    }
  }
  return traffic
}

/** Every disagreement between the contract and what was compiled, as sentences. */
export const disagreements = (
  estate: EstateInput,
  rows: readonly CatalogRow[],
  newest: number,
  output: CompileOutput,
  tally: Tally,
): readonly string[] => {
  const everyone = parties(estate)
  const expected = trafficOf(needsOf(estate, everyone, rows, newest), everyone)
  const needed = withoutSelf(expected, everyone)
  const byFlows = withoutSelf(trafficOf(needsOfFlows(output.flows, everyone), everyone), everyone)
  const wanted = ofPolicies(expected, everyone)
  const byRules = trafficOfRules(output.policies, everyone)
  const limit = estate.firewall?.scope === 'host' ? wanted : widenedTraffic(output, everyone, wanted)
  const list = (title: string, have: Traffic, than: Traffic): readonly string[] =>
    beyond(have, than, tally).map((difference) => printDifference(title, difference))
  return [
    ...list('a flow is missing', needed, byFlows),
    ...list('a flow too many', byFlows, needed),
    ...list('a rule is missing', withoutSelf(wanted, everyone), byRules),
    ...list('a rule opens too much', byRules, limit),
  ]
}
