// SPDX-License-Identifier: MIT
import { DIRECTION } from '../formats/traffic-log/log-row.ts'
import type { FlowCover } from './flow-cover.ts'
import type { Listeners } from './listeners.ts'
import type { Place } from './place.ts'
import type { Evidence } from './traffic.ts'

/** Two ends of which nobody said who called. */
export interface OpenCall {
  readonly from: Place
  readonly to: Place
  readonly fromPort: number
  readonly toPort: number
  readonly protocol: number
  readonly direction: number
}

export interface Decision {
  /** Whether `to` called `from`. */
  readonly isTurned: boolean
  readonly evidence: Evidence
  /** A packet that answers a call, and is none. */
  readonly isAnswer: boolean
}

const SYSTEM_PORTS = 1024

/** Who called: a listener in a list of the same computer, then the flows of the estate, then the lower port. */
export const decideCaller = (
  { from, to, fromPort, toPort, protocol, direction }: OpenCall,
  cover: FlowCover,
  listenersAt: (place: Place) => Listeners | null,
): Decision => {
  // A packet is no answer to itself: of one that was sent the log says who sent it.
  const isPacket = direction === DIRECTION.packet
  const decided = (isTurned: boolean, evidence: Evidence): Decision => ({
    isTurned: isTurned && !isPacket,
    evidence: isPacket && !isTurned ? 'log' : evidence,
    isAnswer: isTurned && isPacket,
  })
  const listens = (place: Place, port: number): boolean | null => listenersAt(place)?.listens(protocol, port) ?? null
  const [there, here] = [listens(to, toPort), listens(from, fromPort)]
  if ((there === true) !== (here === true)) return decided(here === true, 'listener')
  // Whoever is not among all listeners of his called.
  if (there !== here && !isPacket) return decided(there === false, 'listener')
  const forth = cover.covering({ from, to, protocol, port: toPort, fromPort }).length > 0
  const back = cover.covering({ from: to, to: from, protocol, port: fromPort, fromPort: toPort }).length > 0
  if (forth !== back) return decided(back, 'flow')
  if (!forth) {
    const [knownThere, knownHere] = [cover.isNamed(protocol, toPort, to), cover.isNamed(protocol, fromPort, from)]
    if (knownThere !== knownHere && !isPacket) return decided(knownHere, 'flow')
  }
  if (isPacket) return decided(fromPort < SYSTEM_PORTS && toPort >= SYSTEM_PORTS, 'lower-port')
  return decided(fromPort < toPort, 'lower-port')
}
