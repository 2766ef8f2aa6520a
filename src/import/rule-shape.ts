// SPDX-License-Identifier: MIT
import type { Pair } from './catalog-cover.ts'
import { type Holders, type Joined, joinEnds } from './holders.ts'
import type { PeerRule, PeerService } from './peer-config.ts'
import { peerPorts } from './peer-ports.ts'
import { isAny, isInternet, peerRole } from './peer-roles.ts'
import type { Report } from './read-peer.ts'
import { excerpt, isName } from './safe-text.ts'

export const ignoresSite = (rule: PeerRule): boolean => rule.ignoreSiteCode.value.toLowerCase() === 'true'

/** Whether a rule says what an estate can say at all. */
export const importable = (rule: PeerRule, report: Report): boolean => {
  const name = rule.name.value
  const direction = rule.direction.value.toLowerCase()
  const action = rule.action.value.toLowerCase()
  if (name !== '' && !isName(name))
    report('error', rule.name.offset, name, 'A rule name must be 1 to 200 printable characters without “|”')
  if (direction !== 'inbound' && direction !== 'outbound' && direction !== '')
    report(
      'error',
      rule.direction.offset,
      name,
      `Direction is Inbound or Outbound, not “${excerpt(rule.direction.value)}”`,
    )
  if (action === 'block') {
    report(
      'warning',
      rule.action.offset,
      name,
      `“${excerpt(name)}” blocks. An estate says what is allowed; what it does not say is blocked by the profile`,
    )
    return false
  }
  if (action !== 'allow' && action !== '')
    report('error', rule.action.offset, name, `Action is Allow or Block, not “${excerpt(rule.action.value)}”`)
  return true
}

/** The systems that a rule joins. */
export const ends = (rule: PeerRule, holders: Holders): readonly Joined[] => {
  const source = rule.source.value
  const destination = rule.destination.value
  return joinEnds(
    holders,
    isAny(source) || isInternet(source) ? 'any' : source,
    isInternet(destination) ? 'internet' : isAny(destination) ? 'any' : destination,
    ignoresSite(rule),
  )
}

/** The roles of the catalogue at both ends; null where an end is a name that only the peer's file knows. */
export const rolesOf = (rule: PeerRule, external: readonly string[]): Pair | null => {
  const from = isAny(rule.source.value) ? ['client'] : rolesOfName(rule.source.value)
  const to = isInternet(rule.destination.value) ? external : rolesOfName(rule.destination.value)
  return from === null || to === null ? null : { from, to }
}

const rolesOfName = (name: string): readonly string[] | null => {
  const known = peerRole(name)
  return known === null ? null : [...known.roles, ...(known.instead ?? [])]
}

/** Why a rule joins nobody. */
export const nobody = (rule: PeerRule, holders: Holders): string => {
  const missing = [rule.source.value, rule.destination.value].filter(
    (end) => !isAny(end) && !isInternet(end) && !holders.has(end.toLowerCase()),
  )
  return missing.length === 0
    ? 'no two hosts of one site meet'
    : `no host is ${[...new Set(missing)].map(excerpt).join(' or ')}`
}

/** Says where a rule opens the endpoint mapper alone. */
export const mapperAlone = (rule: PeerRule, services: ReadonlyMap<string, PeerService>, report: Report): void => {
  const ports = rule.services.flatMap((used) => {
    const service = services.get(used.value.toLowerCase())
    const value = service === undefined ? '' : peerPorts(service)
    return typeof value === 'string' ? [] : [{ used, value }]
  })
  const mapper = ports.find(
    ({ value }) =>
      value.protocol === 'tcp' &&
      value.ports !== 'dynamic' &&
      value.ports.some((range) => range.first === 135 && range.last === 135),
  )
  if (mapper !== undefined && !ports.some(({ value }) => value.ports === 'dynamic'))
    report(
      'info',
      mapper.used.offset,
      rule.name.value,
      'The RPC endpoint mapper is open here and no dynamic port with it: what it names cannot be reached',
    )
}
