// SPDX-License-Identifier: MIT
import type { Change } from './change.ts'

const list = (texts: readonly string[], any: string): string => (texts.length === 0 ? any : texts.join(', '))

/** A change in one line without names: `in tcp 445 from 10.0.0.10 in domain`. */
export const changeText = (change: Change): string => {
  const { direction, protocol, except } = change
  const icmp = protocol === 'icmp4' || protocol === 'icmp6'
  const what = icmp
    ? list(
        change.icmpTypes.map((type) => type.replace(/:\*$/, '')),
        '',
      )
    : change.ports.join(', ')
  const calling = direction === 'in' ? (change.remotePorts ?? []) : (change.localPorts ?? [])
  const left: readonly (readonly [string, readonly (string | number)[] | undefined])[] = [
    ['', except?.protocols],
    ['types ', except?.icmpTypes],
    ['local ports ', except?.localPorts],
    ['remote ports ', except?.remotePorts],
    ['at ', except?.localAddresses],
    [direction === 'in' ? 'from ' : 'to ', except?.remoteAddresses],
    ['program ', except?.programs],
    ['service ', except?.services],
    ['interfaces ', except?.interfaceTypes],
    ['', except?.conditions],
  ]
  return [
    direction,
    protocol === 'any' ? 'any protocol' : typeof protocol === 'number' ? `protocol ${protocol}` : protocol,
    what,
    direction === 'in' ? 'from' : 'to',
    list(change.remoteAddresses, 'any')
      .replace(/^0\.0\.0\.0\/0$/, 'any IPv4')
      .replace(/^::\/0$/, 'any IPv6'),
    change.localAddresses.length === 0 ? '' : `at ${change.localAddresses.join(', ')}`,
    calling.length === 0 ? '' : `from port ${calling.join(', ')}`,
    change.profiles.length === 0 || change.profiles.length === 3 ? '' : `in ${change.profiles.join(', ')}`,
    change.program === null ? '' : `for ${change.program}`,
    change.service === null ? '' : `for the service ${change.service}`,
    change.interfaceTypes === undefined ? '' : `on ${change.interfaceTypes.join(', ')}`,
    change.condition === undefined ? '' : `if ${change.condition}`,
    ...left.flatMap(([name, words]) => (words === undefined ? [] : [`but not ${name}${words.join(', ')}`])),
  ]
    .filter((part) => part !== '')
    .join(' ')
}
