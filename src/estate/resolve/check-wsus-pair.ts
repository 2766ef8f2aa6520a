// SPDX-License-Identifier: MIT
import type { Path } from '../problem.ts'
import type { Context } from './context.ts'

/** WSUS listens on 80 and 443, or on two ports in a row. */
export const checkWsusPair = (
  ports: ReadonlyMap<string, string>,
  ids: readonly [http: string, https: string],
  keys: readonly [http: string, https: string],
  path: Path,
  { catalog, report }: Context,
): void => {
  const [http, https] = ids.map((id) => ports.get(id) ?? catalog.parameters.get(id)?.default)
  if (http === undefined || https === undefined || !ids.some((id) => ports.has(id))) return
  if (https === (http === '80' ? '443' : String(Number(http) + 1))) return
  const where = ports.has(ids[1]) ? keys[1] : keys[0]
  report('wsus-pair', { http, https, remedy: remedy(http, https, ports.has(ids[0]), keys) }, [...path, where])
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
