// SPDX-License-Identifier: MIT
import { ofFamily } from './address-line.ts'
import type { End, Need } from './needs.ts'
import { type Span, span, subtract } from './number-line.ts'
import type { Party } from './party.ts'

/** Ports and remote addresses that may meet: every port with every address. */
export interface Allowance {
  readonly protocol: string
  readonly ports: readonly Span[]
  readonly remotes: readonly Span[]
  readonly why: string
  /** The family of the packets; left out where both may be meant. */
  readonly family?: 4 | 6
  /** Addresses of the end itself, a name's as well, to which it needs no rule. */
  readonly self?: readonly Span[]
  /** No packet can need it: the ends have no family in common, or the other end is the host itself. */
  readonly idle?: boolean
}

/** Allowances by `NAME in` and `NAME out`; a client group is `clients:NAME`. */
export type Traffic = Map<string, Allowance[]>

export const holderOf = (party: Party): string => (party.kind === 'clients' ? `clients:${party.name}` : party.name)

export const put = (traffic: Traffic, key: string, ...allowances: readonly Allowance[]): void => {
  const list = traffic.get(key)
  if (list === undefined) traffic.set(key, [...allowances])
  else list.push(...allowances)
}

const echo = [span(8 * 256, 8 * 256 + 255)]
const echo6 = [span(128 * 256, 128 * 256 + 255)]

/** ICMP goes between addresses of one family, and so does everything else. */
const allowances = (
  need: Need,
  ports: readonly Span[],
  here: readonly Span[],
  remotes: readonly Span[],
  self: readonly Span[],
  outward: boolean,
): readonly Allowance[] =>
  ([4, 6] as const).flatMap((family) => {
    const there = ofFamily(remotes, family)
    if (ofFamily(here, family).length === 0) return []
    const icmp = need.protocol === 'icmp'
    const protocol = icmp ? `icmp${family}` : need.atSource && outward ? 'udp-source' : need.protocol
    return [
      {
        protocol,
        ports: icmp ? (family === 4 ? echo : echo6) : ports,
        remotes: there,
        why: need.why,
        family,
        self,
        idle: subtract(there, self).length === 0,
      },
    ]
  })

/** Where the rules of a party are: with those who serve the name. */
const standIns = (party: Party | undefined, everyone: readonly Party[]): readonly Party[] => {
  if (party === undefined) return []
  if (party.members.length === 0) return [party]
  return everyone.filter((other) => party.members.includes(other.name))
}

/** A host and the name that it answers for; the members of a client group are many. */
const selfOf = (party: Party, { party: named }: End): readonly Span[] =>
  party.kind === 'clients' ? [] : [...party.addresses, ...(named?.kind === 'host' ? named.addresses : [])]

const listening = (need: Need, listener: Party | undefined): readonly Span[] =>
  need.ports === 'dynamic' ? (listener?.dynamic ?? [span(49152, 65535)]) : need.ports

export const trafficOf = (needs: readonly Need[], everyone: readonly Party[]): Traffic => {
  const traffic: Traffic = new Map()
  for (const need of needs) {
    const senders = standIns(need.from.party, everyone)
    const receivers = standIns(need.to.party, everyone)
    if (!need.atSource) {
      for (const receiver of receivers) {
        if (receiver === need.from.party && receiver.kind === 'host') continue
        const ports = listening(need, receiver)
        put(
          traffic,
          `${holderOf(receiver)} in`,
          ...allowances(need, ports, need.to.addresses, need.from.addresses, selfOf(receiver, need.to), false),
        )
      }
    }
    for (const sender of senders) {
      if (sender === need.to.party && sender.kind === 'host') continue
      const listeners = receivers.length === 0 ? [undefined] : receivers
      for (const listener of listeners) {
        const ports = need.atSource && need.ports === 'dynamic' ? sender.ephemeral : listening(need, listener)
        put(
          traffic,
          `${holderOf(sender)} out`,
          ...allowances(need, ports, need.from.addresses, need.to.addresses, selfOf(sender, need.from), true),
        )
      }
    }
  }
  return traffic
}
