// SPDX-License-Identifier: MIT
import { roleHas } from '../catalog/role-has.ts'
import { relaysOf } from '../estate/relays-of.ts'
import { ANY_ADDRESS } from '../formats/address/address-set.ts'
import type { Flow, FlowEnd } from './flow.ts'
import type { FlowContext } from './flow-context.ts'
import { idWord } from './id-word.ts'
import type { Party } from './party.ts'

/**
 * Parts a flow where one end starts from the network: on the ports of its first packet it has no address yet, so any
 * address may send and take it there, or the DHCP relays where the other end says so. The other ports stay as they are.
 */
export const withFirstPacket = (context: FlowContext, flow: Flow, site: string | null): readonly Flow[] => {
  const first = flow.ports.filter((port) => flow.entry?.firstPacket.includes(port))
  if (first.length === 0) return [flow]
  const rest = flow.ports.filter((port) => !first.includes(port))
  const serves = (role: string | null): boolean => role !== null && roleHas(context.catalog, role, 'networkBoot')
  const side = serves(flow.toRole) ? 'to' : 'from'
  const booting = side === 'to' ? 'from' : 'to'
  const opened = (parties: readonly Party[], end: FlowEnd, word: string): readonly Flow[] =>
    parties.length === 0
      ? []
      : [
          {
            ...flow,
            id: `${flow.id}:${word}`,
            ports: first,
            ...{ [side]: context.ends.ofParties(parties), [booting]: end },
          },
        ]
  const isNarrow = (party: Party): boolean => party.host?.roles.some(({ pxeFrom }) => pxeFrom === 'relays') ?? false
  // A host that alone may start from the network does not start from itself.
  const [only, ...others] = flow[booting].parties
  const alone = others.length === 0 && flow[booting].any === null && only?.kind === 'host' ? only : null
  const servers = flow[side].parties.filter((party) => party !== alone)
  const any = context.ends.join([flow[booting], context.ends.ofAddresses('any', ANY_ADDRESS)])
  const bySite = Map.groupBy(servers.filter(isNarrow), (party) => party.site ?? site)
  return [
    ...(rest.length === 0 ? [] : [{ ...flow, ports: rest }]),
    ...opened(
      servers.filter((party) => !isNarrow(party)),
      any,
      'first',
    ),
    ...[...bySite].flatMap(([where, parties]) =>
      opened(
        parties,
        context.ends.ofAddresses('DHCP relays', relaysOf(context.estate, where)),
        where === null ? 'relays' : `relays-${idWord(where)}`,
      ),
    ),
  ]
}
