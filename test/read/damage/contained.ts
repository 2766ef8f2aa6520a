// SPDX-License-Identifier: MIT
import { type AddressSet, ANY_ADDRESS, parseAddress, unionAddresses } from '../../../src/formats/address/address-set.ts'
import { parsePorts } from '../../../src/formats/port/port-set.ts'
import { PROFILES, type Rule } from '../../../src/formats/rule/rule.ts'

const addresses = (list: readonly string[]): AddressSet =>
  list.length === 0 ? ANY_ADDRESS : unionAddresses(list.map((entry) => parseAddress(entry, true) as AddressSet))

const within = <T extends number | bigint>(
  inner: readonly { readonly first: T; readonly last: T }[],
  outer: readonly { readonly first: T; readonly last: T }[],
): boolean => inner.every((one) => outer.some(({ first, last }) => first <= one.first && one.last <= last))

const addressesWithin = (inner: readonly string[], outer: readonly string[]): boolean => {
  if (outer.length === 0) return true
  const [a, b] = [addresses(inner), addresses(outer)]
  const words = b.keywords.flatMap((word) => (word === 'LocalSubnet' ? [word, 'LocalSubnet4', 'LocalSubnet6'] : [word]))
  return within(a.v4, b.v4) && within(a.v6, b.v6) && a.keywords.every((word) => words.includes(word))
}

const portsWithin = (inner: readonly string[], outer: readonly string[]): boolean =>
  outer.length === 0 ||
  (inner.length > 0 &&
    inner.every((port) => {
      const range = parsePorts(port)
      if (range === null) return outer.includes(port)
      return outer.some((other) => {
        const room = parsePorts(other)
        return room !== null && room.first <= range.first && range.last <= room.last
      })
    }))

const listWithin = (inner: readonly string[], outer: readonly string[]): boolean =>
  outer.length === 0 ||
  (inner.length > 0 && inner.every((entry) => outer.includes(entry) || outer.includes(entry.replace(/:.*/, ':*'))))

const allProfiles = (rule: Rule): readonly string[] => (rule.profiles.length === 0 ? PROFILES : rule.profiles)
const same = (a: string | null, b: string | null): boolean => b === null || a?.toLowerCase() === b.toLowerCase()
/** Says nothing about packets. */
const ABOUT = new Set([
  'version',
  'weight',
  'providerData',
  'providerKey',
  'subLayerKey',
  'layerKey',
  'flags',
  'filterType',
  'providerContextKey',
  'Platform',
  'Platform2',
  'SkipVer',
  'Owner',
])

/** Whether each packet that one rule lets through is let through by the other. */
const ruleWithin = (inner: Rule, outer: Rule): boolean =>
  inner.direction === outer.direction &&
  inner.action === outer.action &&
  outer.enabled &&
  allProfiles(inner).every((profile) => allProfiles(outer).includes(profile)) &&
  (outer.protocol === 'any' || inner.protocol === outer.protocol) &&
  portsWithin(inner.localPorts, outer.localPorts) &&
  portsWithin(inner.remotePorts, outer.remotePorts) &&
  listWithin(inner.icmpTypes, outer.icmpTypes) &&
  addressesWithin(inner.localAddresses, outer.localAddresses) &&
  addressesWithin(inner.remoteAddresses, outer.remoteAddresses) &&
  same(inner.program, outer.program) &&
  same(inner.service, outer.service) &&
  listWithin(inner.interfaceTypes, outer.interfaceTypes) &&
  Object.entries(outer.other ?? {}).every(
    ([key, value]) => ABOUT.has(key) || JSON.stringify(inner.other?.[key]) === JSON.stringify(value),
  )

/** The enabled allowances of a reading that no rule of the whole file's covers. */
export const widened = (read: readonly Rule[], whole: readonly Rule[]): readonly Rule[] => {
  const known = new Set(whole.map((rule) => JSON.stringify(rule)))
  return read.filter(
    (rule) =>
      rule.enabled &&
      rule.action !== 'block' &&
      !known.has(JSON.stringify(rule)) &&
      !whole.some((other) => ruleWithin(rule, other)),
  )
}
