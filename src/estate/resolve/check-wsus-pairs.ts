// SPDX-License-Identifier: MIT
import type { Parameter } from '../../catalog/catalog-flow.ts'
import type { Ports } from '../estate.ts'
import type { Path } from '../problem.ts'
import type { Context } from './context.ts'

const partnerOf = (http: string): string => (http === '80' ? '443' : String(Number(http) + 1))

/** WSUS listens on 80 and 443, or on two ports in a row: held for every parameter that has a pair, and every port of a list. */
export const checkWsusPairs = (
  ports: Ports,
  parameters: Iterable<Parameter>,
  pathOf: (parameter: Parameter) => Path,
  { catalog, report }: Context,
): void => {
  for (const first of parameters) {
    const second = first.pair === null ? undefined : catalog.parameters.get(first.pair)
    if (second === undefined || !(ports.has(first.id) || ports.has(second.id))) continue
    const http = ports.get(first.id) ?? [first.default]
    const https = ports.get(second.id) ?? [second.default]
    const lonely = http.find((port) => !https.includes(partnerOf(port)))
    const spare = https.find((port) => !http.some((other) => partnerOf(other) === port))
    if (lonely === undefined && spare === undefined) continue
    const [httpKey = '', httpsKey = ''] = [first, second].map((parameter) => String(pathOf(parameter).at(-1)))
    const where = pathOf(ports.has(second.id) ? second : first)
    const hint = remedy(lonely ?? http[0] ?? '', spare ?? https[0] ?? '', ports.has(first.id), [httpKey, httpsKey])
    report('wsus-pair', { http: http.join(', '), https: https.join(', '), remedy: hint }, where)
  }
}

/** Pairs that exist: the HTTPS port that goes with HTTP; where HTTP is a default, also the HTTP port that goes with HTTPS. */
const remedy = (
  http: string,
  https: string,
  httpSet: boolean,
  keys: readonly [http: string, https: string],
): string => {
  const next = http === '80' ? 443 : Number(http) + 1
  if (next > 65535)
    return `No port follows ${http}: set ${keys[0]} and ${keys[1]} to 8530 and 8531, or to another two in a row.`
  const before = https === '443' ? 80 : Number(https) - 1
  const other = httpSet || before < 1 ? '' : `, or ${keys[0]} to ${before}`
  return `With HTTP on ${http}, HTTPS is ${next}: set ${keys[1]} to ${next}${other}.`
}
