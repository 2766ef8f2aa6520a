// SPDX-License-Identifier: MIT
import type { LiveRole } from './live-estate.ts'
import { type LiveRow, propertyNumbers, propertyPorts, propertyTexts } from './live-row.ts'
import { portText } from './live-sql.ts'

type Parameters = LiveRole['parameters']

const facing = (on: boolean): Parameters => (on ? [['internetFacing', 'true']] : [])

/** Ports of addresses such as `https://rsp01:444/ReportServer`, by their scheme. */
const uriPorts = (texts: readonly string[]): Parameters => {
  const ports: Record<string, number[]> = { http: [], https: [] }
  for (const text of texts) {
    const [, scheme = '', port] =
      /^(https?):\/\/(?:\[[0-9A-Fa-f:.]+\]|[^:/ \t\r\n]+)(?::(\d{1,5}))?(?:\/.*)?$/i.exec(text) ?? []
    const list = ports[scheme.toLowerCase()]
    const number = port === undefined ? (scheme.length === 5 ? 443 : 80) : Number(port)
    if (list !== undefined && number >= 1 && number <= 65535 && !list.includes(number)) list.push(number)
  }
  return Object.entries(ports).flatMap(
    ([scheme, list]): Parameters =>
      list.length === 0 ? [] : [[`${scheme}Port`, portText(list.sort((a, b) => a - b))]],
  )
}

const multicast = (rows: readonly LiveRow[]): Parameters => {
  const first = propertyPorts(rows, 'StartPort')[0]
  const last = propertyPorts(rows, 'EndPort').at(-1)
  return first === undefined || last === undefined || first > last ? [] : [['multicastPorts', `${first}-${last}`]]
}

const BY_ROLE: Readonly<Record<string, (rows: readonly LiveRow[]) => Parameters>> = {
  'management-point': (rows) => facing(propertyNumbers(rows, 'MPInternetFacing').length > 0),
  'software-update-point': (rows) => facing(propertyNumbers(rows, 'IsINF').length > 0),
  'fallback-status-point': (rows) => facing(propertyNumbers(rows, 'FSPInternetFacing').length > 0),
  'multicast-distribution-point': multicast,
  'reporting-services-point': (rows) =>
    uriPorts([...propertyTexts(rows, 'ReportServerUri'), ...propertyTexts(rows, 'ReportManagerUri')]),
  'enrollment-point': (rows) => {
    const ports = propertyPorts(rows, 'ServicePort')
    return ports.length === 0 ? [] : [['port', portText(ports)]]
  },
}

/** What the rows of a host say of one of its roles. */
export const roleParameters = (role: string, rows: readonly LiveRow[]): Parameters => BY_ROLE[role]?.(rows) ?? []
