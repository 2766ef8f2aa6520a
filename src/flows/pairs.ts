// SPDX-License-Identifier: MIT
import type { CatalogFlow } from '../catalog/catalog-flow.ts'
import { roleHas } from '../catalog/role-has.ts'
import type { FlowEnd } from './flow.ts'
import { type FlowContext, part } from './flow-context.ts'
import { isEmptyPair } from './flow-end.ts'
import { endOf } from './holders.ts'
import { idWord } from './id-word.ts'
import type { Party } from './party.ts'

/** Holders of a row's two roles who may talk to each other. */
export interface Pair {
  /** What follows in the flow's id; empty inside of the estate's own domain. */
  readonly label: string
  readonly from: FlowEnd
  readonly to: FlowEnd
  /** Clients on the internet never answer. */
  readonly oneWay: boolean
}

/**
 * Splits the holders of a row at the edges of the domain: directory traffic joins the members of one domain,
 * clients on the internet reach what faces the internet, and everything else stays among those inside.
 */
export const pairsOf = (
  context: FlowContext,
  entry: CatalogFlow,
  from: readonly Party[],
  to: readonly Party[],
  where: string,
): readonly Pair[] => {
  const fromRole = entry.from as string
  const inside = [insiders(context, fromRole, from, where), insiders(context, entry.to, to, where)] as const
  // A role that only clients on the internet hold is held by nobody inside; it does not stand for any address.
  const pair = (label: string, some: readonly Party[], others: readonly Party[], oneWay: boolean): Pair => ({
    label,
    from: some.length === 0 && from.length > 0 ? context.ends.ofParties(some) : endOf(context, fromRole, some),
    to: others.length === 0 && to.length > 0 ? context.ends.ofParties(others) : endOf(context, entry.to, others),
    oneWay,
  })
  const pairs =
    entry.members === 'domain'
      ? byDomain(context, entry, ...inside, where).map(({ label, some, others }) => pair(label, some, others, false))
      : [pair('', ...inside, false)]
  const outside = part(context, `${fromRole} on the internet ${entry.id} ${where}`, () =>
    from.filter(({ onInternet }) => onInternet),
  )
  if (outside.length > 0 && entry.members !== 'domain') {
    const facing = facingOf(context, entry, to, where)
    if (facing !== null) pairs.push(pair('~internet', outside, facing, true))
  }
  return pairs.filter((one) => !isEmptyPair(one.from, one.to) && (one.from.any === null || one.to.any === null))
}

const insiders = (context: FlowContext, role: string, holders: readonly Party[], where: string): readonly Party[] =>
  holders.some(({ onInternet }) => onInternet)
    ? part(context, `${role} inside ${holders.length} ${where} ${holders.map(({ name }) => name).join('|')}`, () =>
        holders.filter(({ onInternet }) => !onInternet),
      )
    : holders

/** Whom clients on the internet reach by a row; null where it is not for them. */
const facingOf = (
  context: FlowContext,
  entry: CatalogFlow,
  to: readonly Party[],
  where: string,
): readonly Party[] | null => {
  if (context.catalog.roles.get(entry.to)?.anywhere === true) return to
  if (!entry.internet) return null
  return part(context, `${entry.to} facing ${where}`, () => to.filter(({ facing }) => facing.has(entry.to)))
}

interface DomainPair {
  readonly label: string
  readonly some: readonly Party[]
  readonly others: readonly Party[]
}

/** The two ends of a directory row for each domain that has a holder at the end with the directory. */
const byDomain = (
  context: FlowContext,
  entry: CatalogFlow,
  from: readonly Party[],
  to: readonly Party[],
  where: string,
): readonly DomainPair[] => {
  const { catalog, estate } = context
  const fromRole = entry.from as string
  const domains = [...new Set([...from, ...to].flatMap(({ domain }) => domain ?? []))].sort()
  const members = (role: string, holders: readonly Party[], domain: string): readonly Party[] =>
    part(context, `${role} of ${domain} ${where}`, () =>
      holders.filter((party) =>
        roleHas(catalog, role, 'directory') ? party.domain === domain : domainsOf(context, role, party).has(domain),
      ),
    )
  return domains.map((domain) => ({
    label: domain === (estate.domain ?? '') ? '' : `~${idWord(domain === '' ? 'no-name' : domain)}`,
    some: members(fromRole, from, domain),
    others: members(entry.to, to, domain),
  }))
}

/** The domains whose controllers a party asks: its own, and for a server those of whoever is in its site. */
const domainsOf = (context: FlowContext, role: string, party: Party): ReadonlySet<string> => {
  if (party.domain === null) return NONE
  const served =
    party.site === null || context.catalog.roles.get(role)?.kind === 'client'
      ? []
      : (context.domainsIn.get(party.site) ?? [])
  return new Set([party.domain, ...served])
}

const NONE: ReadonlySet<string> = new Set()
