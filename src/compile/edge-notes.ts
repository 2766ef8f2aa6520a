// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import { OPERATING_SYSTEMS } from '../estate/operating-systems.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import { addressesCover } from '../formats/address/address-set.ts'
import { nothingToTalkTo } from './nothing-to-talk-to.ts'

/** What is to be said about who gets no policy, or no Group Policy, and about networks that open more than they should. */
export const edgeNotes = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  flows: readonly Flow[],
): readonly Diagnostic[] => [
  ...parties.flatMap((party) => withoutPolicy(party, placeOf(estate, party))),
  ...wideNotes(estate, flows),
  ...nothingToTalkTo(estate, catalog, parties, flows),
]

export const placeOf = (estate: Estate, { host, name }: Party): Span =>
  estate.locate(host === null ? ['clients', name] : ['hosts', host.writtenName], 'key')

const withoutPolicy = (party: Party, place: Span): readonly Diagnostic[] => {
  const { name, without } = party
  const os = party.host?.os ?? party.group?.os ?? ''
  if (without === 'not-managed') return [diagnose('not-managed', { name }, place)]
  if (without === 'too-old')
    return [diagnose('old-windows-firewall', { name, system: OPERATING_SYSTEMS.get(os)?.name ?? os }, place)]
  const isWorkgroup = (party.host ?? party.group)?.membership === 'workgroup'
  return without === null && isWorkgroup ? [diagnose('no-group-policy', { name }, place)] : []
}

/** What a very wide network opens: the flows that it sends on its own account, not those of a role that stands for any address. */
const wideNotes = (estate: Estate, flows: readonly Flow[]): readonly Diagnostic[] =>
  estate.wide.map(({ text, addresses, path }) => {
    const opens = flows
      .filter(
        ({ from }) => (from.parties.length > 0 || from.any !== 'any') && addressesCover(from.addresses, addresses),
      )
      .map(({ protocol, ports, toRole, to }) => {
        const what = protocol === 'icmp' ? 'ICMP' : `${ports.join(', ')}/${protocol}`
        return `${what} of ${toRole ?? (to.parties.map(({ name }) => name).join(', ') || (to.any ?? ''))}`
      })
    return diagnose('network-very-wide', { text: nameOf(text, path), opens: [...new Set(opens)] }, estate.locate(path))
  })

const nameOf = (text: string, path: readonly (string | number)[]): string =>
  path[0] === 'networks' || path[0] === 'clients' ? `${text} (${String(path[1])})` : text
