// SPDX-License-Identifier: MIT
import { count } from '../diagnostics/count.ts'
import { PROFILES, type Profile } from '../formats/rule/rule.ts'
import type { Change } from '../packets/change.ts'

const FEW = 3
const SOME = 12

/** `a`, `a and b`, `a, b and c`; of many the first ones and how many more. */
export const joined = (words: readonly string[], most: number, more = 'more'): string => {
  if (words.length > most) return `${words.slice(0, most).join(', ')} and ${count(words.length - most, more, more)}`
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

const listed = (words: readonly string[], most: number): string =>
  words.length > most
    ? `${words.slice(0, most).join(', ')} and ${count(words.length - most, 'more', 'more')}`
    : words.join(', ')

/** What is sent: `tcp 80, 443`, `icmp4 type 8`, `any protocol`. */
export const whatText = ({ protocol, ports, icmpTypes }: Pick<Change, 'protocol' | 'ports' | 'icmpTypes'>): string => {
  const name = protocol === 'any' ? 'any protocol' : typeof protocol === 'number' ? `protocol ${protocol}` : protocol
  if (icmpTypes.length > 0)
    return `${name} type ${listed(
      icmpTypes.map((type) => type.replace(/:\*$/, '')),
      SOME,
    )}`
  if (ports.length > 0) return `${name} ${listed(ports, SOME)}`
  return protocol === 'tcp' || protocol === 'udp' ? `any ${protocol} port` : name
}

/** What else a packet has to be, beyond both ends and the port. */
const conditions = (change: Change, usual: readonly Profile[]): readonly string[] => {
  const { except, profiles } = change
  const inbound = change.direction === 'in'
  const calling = (inbound ? change.remotePorts : change.localPorts) ?? []
  const everywhere = profiles.length === 0 || profiles.length === PROFILES.length
  const asUsual = everywhere || (usual.every((one) => profiles.includes(one)) && profiles.length === usual.length)
  const left: readonly (readonly [string, readonly (string | number)[] | undefined])[] = [
    ['', except?.protocols],
    ['types ', except?.icmpTypes],
    [inbound ? 'ports ' : 'own ports ', except?.localPorts],
    [inbound ? 'ports of the sender ' : 'ports ', except?.remotePorts],
    [inbound ? 'at ' : 'from ', except?.localAddresses],
    [inbound ? 'from ' : 'to ', except?.remoteAddresses],
    ['program ', except?.programs],
    ['service ', except?.services],
    ['interfaces ', except?.interfaceTypes],
    ['', except?.conditions],
  ]
  return [
    calling.length === 0 ? '' : `from port ${listed(calling, SOME)}`,
    asUsual ? '' : `in the ${joined(profiles, PROFILES.length)} profile${profiles.length === 1 ? '' : 's'}`,
    change.program === null ? '' : `for ${change.program}`,
    change.service === null ? '' : change.service === '*' ? 'for any service' : `for the service ${change.service}`,
    change.interfaceTypes === undefined ? '' : `on interfaces ${change.interfaceTypes.join(', ')}`,
    change.condition === undefined ? '' : `if ${change.condition}`,
    ...left.map(([name, words]) => (words === undefined ? '' : `but not ${name}${listed(words.map(String), SOME)}`)),
  ]
}

/** What else a packet has to be, in words; `usual` are the profiles that go without saying. */
export const conditionText = (change: Change, usual: readonly Profile[]): string =>
  conditions(change, usual)
    .filter((part) => part !== '')
    .join(' ')

/** One line about packets that now pass, or no longer do: who reaches whom on what. */
export const sentence = (
  change: Change,
  from: readonly string[],
  to: readonly string[],
  opens: boolean,
  usual: readonly Profile[],
  isGroup: (name: string) => boolean,
): string => {
  const who = from.length === 0 ? 'any address' : joined(from, FEW)
  const whom = to.length === 0 ? 'any address' : joined(to, FEW)
  const plural = from.length > 1 || (from.length === 1 && isGroup(from[0] as string))
  const verb = opens ? (plural ? 'reach' : 'reaches') : plural ? 'no longer reach' : 'no longer reaches'
  return [who, verb, whom, 'on', whatText(change), conditionText(change, usual)].filter((part) => part !== '').join(' ')
}
