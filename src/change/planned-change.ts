// SPDX-License-Identifier: MIT
import type { FlowRecord } from '../flows/flow-record.ts'
import type { PartyRecord } from '../flows/party-record.ts'
import type { Profile, Rule } from '../formats/rule/rule.ts'
import type { Change } from '../packets/change.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { type FlowBook, flowBook } from './flow-book.ts'
import { type NameBook, nameBook } from './name-book.ts'
import type { ChangeEnd, PlannedChange, Why } from './plan.ts'
import type { Family } from './range-search.ts'
import { sentence } from './sentence.ts'

/** What one side knows of itself: whose addresses they are, and which flows its rules come from. */
export interface Knowledge {
  readonly names: NameBook
  readonly flows: FlowBook
}

export const knowledgeOf = (flows: readonly FlowRecord[], parties: readonly PartyRecord[]): Knowledge => ({
  names: nameBook(parties, flows),
  flows: flowBook(flows, parties),
})

/** The one family of some addresses; null where both are meant, or words. */
const familyOf = (texts: readonly string[]): Family | null =>
  texts.length > 0 && texts.every((text) => /^[\d./-]+$/.test(text))
    ? 'v4'
    : texts.length > 0 && texts.every((text) => text.includes(':'))
      ? 'v6'
      : null

/** The family that packets to an end can have, by their protocol and by the other end. */
const possibleFamily = ({ protocol }: Change, other: readonly string[]): Family | null =>
  protocol === 'icmp4' ? 'v4' : protocol === 'icmp6' ? 'v6' : familyOf(other)

/** A change of one policy with both ends named, and with the flows that ask for it; the usual profiles go without saying. */
export const plannedChange = (
  change: Change,
  set: RuleSet,
  rules: ReadonlyMap<string, Rule>,
  { names, flows }: Knowledge,
  opens: boolean,
  usual: readonly Profile[],
): PlannedChange => {
  const named = (addresses: readonly string[], other: readonly string[]): readonly string[] =>
    names.named(addresses, possibleFamily(change, other)).names
  const remote = change.remoteAddresses.length === 0 ? [] : named(change.remoteAddresses, change.localAddresses)
  const computers = [...set.hosts, ...set.clients]
  const local =
    change.localAddresses.length > 0
      ? named(change.localAddresses, change.remoteAddresses)
      : computers.length > 0
        ? computers
        : [set.name ?? set.id ?? 'its computers']
  const asked = flows.of(
    change,
    change.rules.flatMap((id) => rules.get(id)?.flows ?? []),
  )
  const inbound = change.direction === 'in'
  const end = (own: boolean, side: 'fromRole' | 'toRole'): ChangeEnd => ({
    names: own ? local : remote,
    addresses: own ? change.localAddresses : change.remoteAddresses,
    roles: rolesOf(
      asked.map((flow) => flow[side] ?? null),
      own ? local : remote,
      names,
    ),
  })
  const [from, to] = [end(!inbound, 'fromRole'), end(inbound, 'toRole')]
  return {
    ...change,
    from,
    to,
    flows: asked.map(({ id }) => id),
    why: asked.map(whyOf),
    text: sentence(change, from.names, to.names, opens, usual, (name) => names.party(name)?.kind === 'clients'),
  }
}

/** As the rows of the documents name them; else what the one computer holds. */
const rolesOf = (
  said: readonly (string | null)[],
  computers: readonly string[],
  names: NameBook,
): readonly string[] => {
  const roles = [...new Set(said.filter((role) => role !== null))]
  if (roles.length > 0 || computers.length !== 1) return roles
  return names.party(computers[0] as string)?.roles ?? []
}

const whyOf = ({ id, text, reason, owner, ticket, expires, sources }: FlowRecord): Why => ({
  flow: id,
  text,
  ...(reason !== undefined && { reason, owner: owner ?? null, ticket: ticket ?? null, expires: expires ?? null }),
  sources: sources.map(({ document, section, line }) =>
    line === null ? `${document} ${section}`.trim() : `${document}:${line}`,
  ),
})
