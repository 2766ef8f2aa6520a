// SPDX-License-Identifier: MIT
import { ICMP4, ICMP6, LOCAL, TCP, UDP } from '../formats/traffic-log/log-row.ts'
import type { Call } from './flow-cover.ts'
import type { Place, PlaceKind } from './place.ts'
import type { RecordMeta } from './record-meta.ts'
import type { Noise } from './traffic.ts'

const KINDS: Readonly<Partial<Record<PlaceKind, Noise>>> = {
  loopback: 'loopback',
  unspecified: 'unspecified',
  'link-local': 'link-local',
}

/** An echo request, which a flow can say. */
const ECHO = new Map([
  [ICMP4, 8],
  [ICMP6, 128],
])

/** Most networks end in 255: what NetBIOS and others send there over UDP is for all of a network. */
const isForAll = ({ protocol, to }: Call): boolean =>
  to.kind === 'broadcast' ||
  (protocol === UDP && to.host === null && typeof to.address === 'number' && (to.address & 255) === 255)

const isOfEstate = (place: Place): boolean => place.host !== null || place.isOwn

/** Why packets that no flow covers are counted and not listed; null where they are listed. */
export const noiseOf = (call: Call, { local, isStealth }: Pick<RecordMeta, 'local' | 'isStealth'>): Noise | null => {
  const { from, to, protocol, port } = call
  if (from.address === to.address || (from.host !== null && from.host === to.host))
    return from.kind === 'loopback' ? 'loopback' : 'own'
  if (to.kind === 'multicast' || from.kind === 'multicast') return 'multicast'
  if (isForAll(call) || from.kind === 'broadcast') return 'broadcast'
  const special = KINDS[from.kind] ?? KINDS[to.kind]
  if (special !== undefined) return special
  if (protocol === ICMP4 || protocol === ICMP6) {
    if (ECHO.get(protocol) !== port) return 'other-icmp'
  } else if ((protocol !== TCP && protocol !== UDP) || port === 0) return 'other-protocol'
  if (isStealth) return 'stealth'
  return local === LOCAL.both && !isOfEstate(from) && !isOfEstate(to) ? 'elsewhere' : null
}
