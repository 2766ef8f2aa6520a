// SPDX-License-Identifier: MIT
import { normalize } from '../formats/address/range.ts'
import { type PortRanges, parsePorts } from '../formats/port/port-set.ts'
import type { PeerService } from './peer-config.ts'

/** What a service of the peer opens, in Portwright's words. `dynamic`: the RPC ports that the endpoint mapper gives out. */
export interface PeerPorts {
  readonly protocol: 'tcp' | 'udp'
  readonly ports: PortRanges | 'dynamic'
}

/** The ports of a service; a sentence where Portwright has no words for it. */
export const peerPorts = ({ protocol, port }: PeerService): PeerPorts | string => {
  const name = protocol.value.toLowerCase()
  if (name !== 'tcp' && name !== 'udp')
    return `Protocol “${protocol.value}” has no counterpart: services of an estate are tcp or udp with ports, never a program with every port`
  const word = port.value.toLowerCase()
  if (word === 'rpcepmap') return { protocol: name, ports: [{ first: 135, last: 135 }] }
  if (word === 'rpc') return { protocol: name, ports: 'dynamic' }
  if (word === 'any') return 'Port “Any” has no counterpart: a flow of an estate names its ports'
  const ranges = word.split(',').map((part) => parsePorts(part.trim()))
  const whole = ranges.filter((range) => range !== null && range.first > 0) as PortRanges
  return whole.length === ranges.length ? { protocol: name, ports: normalize(whole) } : `“${port.value}” is no port`
}
