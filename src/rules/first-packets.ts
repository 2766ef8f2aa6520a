// SPDX-License-Identifier: MIT
import { isAnyAddress } from '../formats/address/address-set.ts'
import type { Draft } from './draft.ts'
import type { Widened } from './policy.ts'

const REASON =
  'A computer that starts from the network has no address yet: its first packet comes from 0.0.0.0 or from a DHCP relay.'

/** Inbound rules that are open to any address because a computer that starts from the network has none yet. */
export const firstPackets = (drafts: readonly Draft[]): readonly Widened[] =>
  drafts.flatMap(({ direction, protocol, parties, flows }) => {
    if (direction !== 'in') return []
    const opened = flows.filter(({ from }) => isAnyAddress(from.addresses))
    const ports = new Set(opened.flatMap((flow) => flow.ports.filter((port) => flow.entry?.firstPacket.includes(port))))
    return ports.size === 0
      ? []
      : [...parties.keys()].map(
          (party): Widened => ({ host: party.name, from: 'any', protocol, ports: [...ports], reason: REASON }),
        )
  })
