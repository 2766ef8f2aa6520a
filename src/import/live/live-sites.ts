// SPDX-License-Identifier: MIT
import type { LiveSite } from './live-estate.ts'
import { columnOf, distinct, type LiveRow, propertyPorts, propertyTexts } from './live-row.ts'
import { type SiteFacts, siteCode } from './site-facts.ts'

/** Rows of a component of a site: the name stands alone, or in front of the host it runs on. */
export const componentRows = (rows: readonly LiveRow[], code: string, component: string): readonly LiveRow[] =>
  rows.filter((row) => {
    const name = columnOf(row, 'ComponentName') || columnOf(row, 'ItemName').split('|', 1).join()
    return siteCode(row) === code && name.toUpperCase() === component
  })

/** Port numbers of a text as the ports tab writes them: `80`, `80,8080`. */
const portsIn = (texts: readonly string[]): readonly number[] =>
  [...new Set(texts.flatMap((text) => text.split(/[ \t\r\n,;|]+/)))]
    .flatMap((word) => (/^\d{1,5}$/.test(word) && Number(word) >= 1 && Number(word) <= 65535 ? [Number(word)] : []))
    .sort((a, b) => a - b)
    .filter((port, index, all) => port !== all[index - 1])

type ClientPorts = readonly [http: readonly number[], https: readonly number[], isOwn: boolean]

/** The ports of a site towards clients; a secondary site takes those of its parent. */
const clientPorts = ({ code, type, parent }: SiteFacts, components: readonly LiveRow[]): ClientPorts => {
  const of = (site: string): readonly [readonly number[], readonly number[]] => {
    const rows = componentRows(components, site, 'SMS_MP_CONTROL_MANAGER')
    return [portsIn(propertyTexts(rows, 'IISPortsList')), portsIn(propertyTexts(rows, 'IISSSLPortsList'))]
  }
  const own = of(code)
  const above = type === 'secondary' && parent !== null && own.flat().length === 0 ? of(parent) : [[], []]
  return above.flat().length > 0 ? [above[0] ?? [], above[1] ?? [], false] : [...own, true]
}

/** WSUS listens on 80 and 443, or on two ports in a row. */
const isPair = (http: readonly number[], https: readonly number[]): boolean => {
  const partner = (port: number): number => (port === 80 ? 443 : port + 1)
  return (
    http.every((port) => https.includes(partner(port))) &&
    https.every((port) => http.some((one) => partner(one) === port))
  )
}

/** A site of the estate. `updatePoints` are the rows of its software update points. */
export const liveSite = (
  site: SiteFacts,
  components: readonly LiveRow[],
  updatePoints: readonly LiveRow[],
  updatePointHosts: number,
): LiveSite => {
  const { code, type, definitions } = site
  const notes = [...site.notes]
  const ports: [string, readonly number[]][] = []
  const manager = componentRows(components, code, 'SMS_SITE_COMPONENT_MANAGER')
  const states = [
    ...new Set(manager.flatMap((row) => row.props.get('iissslstate') ?? []).map(({ value }) => value)),
  ].filter((value) => /^\d{1,5}$/.test(value))
  const [state, ...others] = states
  let communication: LiveSite['communication'] = null
  if (state === undefined || others.length > 0)
    notes.push('not readable: communication: SMS_SCI_Component has no IISSSLState of this site')
  else {
    // Bit 0: HTTPS alone. Bit 10: certificates of the site itself (enhanced HTTP).
    communication = Number(state) % 2 === 1 ? 'https' : 'both'
    if (Math.floor(Number(state) / 1024) % 2 === 1) notes.push('enhanced HTTP is on')
  }
  const [http, https, isOwn] = clientPorts(site, components)
  if (!isOwn) notes.push('clientHttp and clientHttps are those of its parent, as secondary sites take them')
  if (http.length > 0) ports.push(['clientHttp', http])
  if (https.length > 0) ports.push(['clientHttps', https])
  if (type !== 'central' && (http.length === 0 || https.length === 0))
    notes.push('not readable: clientHttp and clientHttps: SMS_SCI_Component has no port lists of this site')
  const wsusHttp = propertyPorts(updatePoints, 'WSUSIISPort')
  const wsusHttps = propertyPorts(updatePoints, 'WSUSIISSSLPort')
  if (wsusHttp.length > 0 && wsusHttps.length > 0 && isPair(wsusHttp, wsusHttps))
    ports.push(['wsusHttp', wsusHttp], ['wsusHttps', wsusHttps])
  else if (wsusHttp.length + wsusHttps.length > 0)
    notes.push(
      `not imported: WSUS ports ${[...wsusHttp, ...wsusHttps].join(', ')}: WSUS listens on 80 and 443, or on two ports in a row`,
    )
  else if (updatePointHosts > 0)
    notes.push('not readable: wsusHttp and wsusHttps: the rows of software update points have no ports')
  if (wsusHttp.length > 1) notes.push('its software update points differ in their ports: each one has all of them here')
  if (updatePointHosts > 1)
    notes.push(
      'not readable: which software update point synchronizes first: the upper one of this file, until one holds wsus-upstream',
    )
  const wake = componentRows(components, code, 'SMS_WAKEONLAN_COMMUNICATION_MANAGER')
  if (wake.length > 0)
    notes.push(
      wake.some((row) => columnOf(row, 'Flag') === '6')
        ? 'Wake on LAN is on'
        : 'Wake on LAN is off: the key except can leave its row out',
    )
  const names = distinct(definitions.map((row) => row.values.get('sitename') ?? ''))
  const build = site.build === '' ? [] : [`build ${site.build}`]
  const source = definitions.length > 0 ? 'SMS_SCI_SiteDefinition' : 'SMS_SCI_SysResUse'
  return {
    code,
    from: [site.notes.some((note) => note.startsWith('known only')) ? 'another site' : source, ...names, ...build].join(
      ', ',
    ),
    type,
    parent: site.parent,
    communication,
    ports,
    notes,
  }
}
