// SPDX-License-Identifier: MIT
import { PROTOCOL_WORDS } from '../named-parameters/parameter-words.ts'
import { parsePorts } from '../port/port-set.ts'
import { PROFILES, type Rule } from '../rule/rule.ts'
import { comAddress } from './com-address.ts'
import { NATIVE_ADDRESS_WORDS, NATIVE_PORT_WORDS, type NativeRule } from './native-rule.ts'

const PROFILE_WORD = { domain: 'Domain', private: 'Private', public: 'Public' } as const
const INTERFACE_TYPES = ['Lan', 'Wireless', 'RemoteAccess'] as const
const isWord = (text: string): boolean => /^[A-Za-z]+[46]?$/.test(text)
const list = (entries: readonly string[]): string => (entries.length === 0 ? '*' : entries.join(','))

/** Why the resource cannot say a rule that is right otherwise; null where it can. Such a rule goes to NetworkingDsc. */
export const nativeReason = (rule: Rule): string | null => {
  const words = [...rule.localPorts, ...rule.remotePorts].filter((port) => parsePorts(port) === null)
  if (rule.icmpTypes.length > 0) return 'it has no ICMP types'
  if (rule.action === 'bypass') return 'it cannot override block rules'
  if (Object.keys(rule.other ?? {}).some((key) => key !== 'version')) return 'it knows no such condition'
  if (words.some((word) => !NATIVE_PORT_WORDS.includes(word))) return 'it lacks a port keyword'
  if (rule.remoteAddresses.some((address) => isWord(address) && !NATIVE_ADDRESS_WORDS.includes(address)))
    return 'it lacks an address keyword'
  // COM resolves these names and would not find the rule again.
  if (/^(?:@|ms-resource:)/i.test(rule.displayName)) return 'its name is a resource'
  return null
}

/** Says everything that a rule has, any too, so that what was changed on the machine is put back. */
export const toNativeRule = (rule: Rule): NativeRule => {
  const number = PROTOCOL_WORDS.find(({ protocol }) => protocol === rule.protocol)?.number ?? Number(rule.protocol)
  const addresses = (entries: readonly string[]): string =>
    list(entries.map((address) => comAddress(address) ?? address))
  const types = INTERFACE_TYPES.filter((type) => rule.interfaceTypes.includes(type))
  return {
    name: rule.displayName,
    ...(rule.description !== '' && { description: rule.description }),
    ...(rule.program !== null && { applicationName: rule.program }),
    ...(rule.service !== null && { serviceName: rule.service }),
    protocol: number,
    ...((number === 6 || number === 17) && { localPorts: list(rule.localPorts), remotePorts: list(rule.remotePorts) }),
    localAddresses: addresses(rule.localAddresses),
    remoteAddresses: addresses(rule.remoteAddresses),
    direction: rule.direction === 'in' ? 'Inbound' : 'Outbound',
    action: rule.action === 'block' ? 'Block' : 'Allow',
    enabled: rule.enabled,
    // Windows gives every profile back as `All`, and a document is compared with what it gives back.
    profiles:
      rule.profiles.length === 0 || PROFILES.every((profile) => rule.profiles.includes(profile))
        ? ['All']
        : PROFILES.filter((profile) => rule.profiles.includes(profile)).map((profile) => PROFILE_WORD[profile]),
    ...(rule.group !== '' && { grouping: rule.group }),
    interfaceTypes: types.length === 0 || types.length === INTERFACE_TYPES.length ? ['All'] : types,
  }
}
