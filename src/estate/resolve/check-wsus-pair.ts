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
  const expected = http === '80' ? '443' : String(Number(http) + 1)
  if (https === expected) return
  const where = ports.has(ids[1]) ? keys[1] : keys[0]
  report('wsus-pair', { http, https, expected, key: keys[1] }, [...path, where])
}
