// SPDX-License-Identifier: MIT
import type { EstateResult } from '../../../src/compile/compile-estate.ts'
import type { Estate } from '../../../src/estate/estate.ts'
import type { Flow, FlowEnd } from '../../../src/flows/flow.ts'
import type { Party } from '../../../src/flows/party.ts'
import { type AddressSet, isAnyAddress, parseAddress } from '../../../src/formats/address/address-set.ts'
import { dynamicRange } from '../../../src/rules/dynamic-range.ts'
import { catalog } from '../catalog.ts'
import type { Happened } from './log-texts.ts'

export interface World {
  readonly estate: Estate
  readonly compiled: EstateResult
}

const numbersOf = (address: string): { readonly v4: number | null; readonly v6: bigint | null } => {
  const set = parseAddress(address) as AddressSet
  return { v4: set.v4[0]?.first ?? null, v6: set.v6[0]?.first ?? null }
}

/** Asked range by range, as nobody would in earnest. */
export const isIn = (set: AddressSet, address: string): boolean => {
  const { v4, v6 } = numbersOf(address)
  return (
    set.v4.some(({ first, last }) => v4 !== null && first <= v4 && v4 <= last) ||
    set.v6.some(({ first, last }) => v6 !== null && first <= v6 && v6 <= last)
  )
}

export const hostAt = ({ compiled }: World, address: string): Party | null =>
  compiled.parties.find((party) => party.kind === 'host' && isIn(party.addresses, address)) ?? null

const isPrivate = (address: string): boolean =>
  ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].some((text) =>
    isIn(parseAddress(text) as AddressSet, address),
  )

const isOwn = ({ compiled, estate }: World, address: string): boolean =>
  compiled.parties.some(({ addresses }) => !isAnyAddress(addresses) && isIn(addresses, address)) ||
  [...estate.networks.values()].some(({ addresses }) => isIn(addresses, address)) ||
  isIn(estate.management, address)

const isAtEnd = (world: World, end: FlowEnd, address: string, isListener: boolean): boolean => {
  const words = end.any?.split(', ') ?? []
  const isInternet = !isPrivate(address) && !isOwn(world, address)
  if (words.includes('any')) return true
  if (words.some((word) => catalog.roles.get(word)?.anywhere === true) && isInternet) return true
  if (!isAnyAddress(end.named) && isIn(end.named, address)) return true
  return end.parties.some((party) => {
    if (isAnyAddress(party.addresses)) return isInternet
    if (!isIn(party.addresses, address)) return false
    return party.kind === 'host' || !isListener || hostAt(world, address) === null
  })
}

const isOnPort = (world: World, flow: Flow, { to, port, protocol }: Happened): boolean => {
  if (flow.protocol !== protocol) return false
  if (protocol === 'icmp') {
    const v6 = to.includes(':')
    const types = flow.icmp === null ? [v6 ? '128:*' : '8:*'] : v6 ? flow.icmp.v6 : flow.icmp.v4
    return types.some((type) => type.split(':')[0] === `${port}`)
  }
  return flow.ports.some((text) => {
    const listener =
      hostAt(world, to) ??
      world.compiled.parties.find(
        ({ kind, addresses }) => kind === 'clients' && !isAnyAddress(addresses) && isIn(addresses, to),
      )
    const ranges =
      text === 'dynamic'
        ? listener === undefined
          ? ['49152-65535']
          : dynamicRange(world.estate, listener).flatMap((range) => range.split(' '))
        : [text]
    return ranges.some((range) => {
      const [low = '', high = low] = range.split('-')
      return Number(low) <= port && port <= Number(high)
    })
  })
}

/** Every flow that a call belongs to, by asking each of them. */
export const flowsOf = (world: World, call: Happened): readonly string[] => {
  const caller = hostAt(world, call.from)
  if (caller !== null && caller === hostAt(world, call.to)) return []
  return world.compiled.flows
    .filter((flow) => flow.entry?.answers !== true && isOnPort(world, flow, call))
    .filter((flow) => isAtEnd(world, flow.from, call.from, false) && isAtEnd(world, flow.to, call.to, true))
    .map(({ id }) => id)
}
