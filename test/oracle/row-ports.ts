// SPDX-License-Identifier: MIT
import type { CatalogRow } from './catalog-row.ts'
import type { EstateInput } from './estate-input.ts'
import type { Span } from './number-line.ts'
import { type Party, parsePorts } from './party.ts'
import { sitesOfRow } from './row-applies.ts'
import { type ParameterFacts, parameters, withMeant } from './vocabulary.ts'

const siteValue = (estate: EstateInput, parameter: string, facts: ParameterFacts, site: string | undefined): string =>
  String((site === undefined ? undefined : estate.sites[site]?.ports?.[parameter]) ?? facts.default)

const pick = (value: unknown, path: string): unknown =>
  path.split('.').reduce((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], value)

/** Whether a host of the site, or one that serves every site, holds one of the roles. */
const hasHolder = (estate: EstateInput, wanted: readonly string[], site: string): boolean =>
  Object.values(estate.hosts).some(
    (host) =>
      (host.site === undefined || host.site === site) &&
      host.roles.some((role) => wanted.includes(typeof role === 'string' ? role : role.role)),
  )

/** What the listening host sets beside the role, or the default; one value an instance. */
const roleValues = (listener: Party, role: string, facts: ParameterFacts): readonly string[] => {
  const fitting = listener.roles.filter((held) => withMeant(held.role).includes(role))
  const values = fitting.map(({ options }) => String(pick(options, facts.key ?? '') ?? facts.default))
  return values.length === 0 ? [String(facts.default)] : values
}

/** Ports as spans; `dynamic` is the range of whoever listens. */
export const rowPorts = (
  estate: EstateInput,
  row: CatalogRow,
  sender: Party,
  listener: Party | undefined,
  listenerRole: string,
): readonly Span[] | 'dynamic' => {
  if (row.ports.includes('dynamic')) return 'dynamic'
  const facts = row.parameter === null ? undefined : parameters[row.parameter]
  const parameter = row.parameter
  if (facts === undefined || parameter === null) return [...row.ports, ...row.alternates].map(parsePorts)
  const sites = sitesOfRow(estate, row, sender, listener)
  if (facts.scope === 'site') {
    // Where nothing is set, a row that prints another port than the parameter's usual one keeps it.
    const printed = [...row.ports, ...row.alternates]
    const usual = printed.includes(String(facts.default)) ? facts : { ...facts, default: printed[0] as string }
    return sites.map((site) =>
      parsePorts(
        hasHolder(estate, facts.unlessHeld ?? [], site)
          ? (printed[0] as string)
          : siteValue(estate, parameter, usual, site),
      ),
    )
  }
  const insider = listener?.holds.has('wsus-upstream') === false && listenerRole === 'wsus-upstream'
  if (insider) {
    const own = parameter === 'upstreamWsusHttp' ? 'wsusHttp' : 'wsusHttps'
    return [parsePorts(siteValue(estate, own, facts, listener.site))]
  }
  if (listener === undefined) return [parsePorts(String(facts.default))]
  const { siteDefault } = facts
  if (siteDefault === undefined) return roleValues(listener, listenerRole, facts).map(parsePorts)
  return sites.flatMap((site) => {
    const usual = siteValue(estate, siteDefault, facts, site)
    return roleValues(listener, listenerRole, { ...facts, default: usual }).map(parsePorts)
  })
}
