// SPDX-License-Identifier: MIT
import type { PeerConfig } from './peer-config.ts'
import { isAny, isInternet, peerRole } from './peer-roles.ts'
import type { Report } from './read-peer.ts'
import { excerpt } from './safe-text.ts'

const TYPED = ['centraladministrationsite', 'primarysite', 'secondarysite']

/** What is wrong between the hosts' roles and the rules: roles that no rule knows, and site servers that the rules miss. */
export const roleFaults = ({ systems, rules, services }: PeerConfig, report: Report): void => {
  const used = new Set(rules.flatMap((rule) => [rule.source.value.toLowerCase(), rule.destination.value.toLowerCase()]))
  const foreign = [...new Set(rules.flatMap((rule) => [rule.source.value, rule.destination.value]))].filter(
    (end) => peerRole(end) === null && !isAny(end) && !isInternet(end),
  )
  const similar = (role: string): string => {
    const near = foreign.find((end) => end.toLowerCase().startsWith(role.toLowerCase()))
    return near === undefined ? '' : `. Rules know “${excerpt(near)}”`
  }
  const needsSiteServer = used.has('siteserver')
  for (const { name, roles } of systems) {
    const held = new Set(roles.map((role) => role.value.toLowerCase()))
    const typed = roles.find((role) => TYPED.includes(role.value.toLowerCase()))
    if (needsSiteServer && typed !== undefined && !held.has('siteserver'))
      report(
        'warning',
        typed.offset,
        name.value,
        `${excerpt(name.value)} is ${typed.value} and not SiteServer: no rule of SiteServer reaches it. In the estate it is a site-server`,
      )
    for (const role of roles) {
      if (used.has(role.value.toLowerCase())) continue
      const known = peerRole(role.value) !== null
      if (!known)
        report(
          'warning',
          role.offset,
          name.value,
          `No rule uses the role “${excerpt(role.value)}”, and Portwright does not know it: ${excerpt(name.value)} gets nothing by it${similar(role.value)}`,
        )
    }
  }
  const called = new Set(rules.flatMap((rule) => rule.services.map((service) => service.value.toLowerCase())))
  for (const { name } of services)
    if (name.value !== '' && !called.has(name.value.toLowerCase()))
      report('info', name.offset, name.value, 'No rule uses this service')
}
