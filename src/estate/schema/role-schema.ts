// SPDX-License-Identifier: MIT
import * as z from 'zod'
import type { Catalog, Parameter } from '../../catalog/catalog-flow.ts'
import { roleHas } from '../../catalog/role-has.ts'
import { roleParameters } from './role-parameters.ts'
import type { PortEntry } from './site-schema.ts'
import { sqlRoles } from './sql-roles.ts'
import { flag, keys, portList, text, word } from './vocabulary.ts'

/** A role of a host with parameters of its own. */
export interface RoleEntry {
  readonly role: string
  readonly instance?: string | undefined
  readonly internetFacing?: boolean | undefined
  readonly pxeFrom?: 'any' | 'relays' | undefined
  readonly [key: string]: PortEntry | boolean | undefined | Readonly<Record<string, PortEntry>>
}

/** Roles that Windows computers hold themselves; the others stand for several, or follow from the type of a site. */
export const holdableRoles = (catalog: Catalog): readonly string[] =>
  [...catalog.roles.values()].filter(({ kind }) => kind !== 'group' && kind !== 'derived').map(({ id }) => id)

/** Keys of a role: a parameter `wsusPorts.http` is the key `http` inside the key `wsusPorts`. */
const parameterKeys = (parameters: readonly Parameter[]): Record<string, z.ZodType> => {
  const shape: Record<string, z.ZodType> = {}
  const nested = new Map<string, Record<string, z.ZodType>>()
  for (const { key, text: says, default: printed } of parameters) {
    const schema = portList.describe(`${says} (default ${printed}); a list opens each of its ports`).optional()
    const [outer, inner] = key.split('.')
    if (outer === undefined) continue
    if (inner === undefined) shape[outer] = schema
    else nested.set(outer, { ...nested.get(outer), [inner]: schema })
  }
  for (const [key, inner] of nested) shape[key] = keys(key, inner).optional()
  return shape
}

/** A role id, or a mapping with the keys of that role: one form for each set of roles that have the same keys. */
export const roleSchema = (catalog: Catalog): z.ZodType<string | RoleEntry, string | RoleEntry> => {
  const sql = sqlRoles(catalog)
  const roles = holdableRoles(catalog)
  const groups = Map.groupBy(roles, (role) =>
    [
      ...roleParameters(catalog, role).map(({ id }) => id),
      roleHas(catalog, role, 'internetFacing'),
      roleHas(catalog, role, 'networkBoot'),
    ].join(),
  )
  const forms = [...groups.values()].map((same) => {
    const role = same[0] as string
    const shape: Record<string, z.ZodType> = { role: word(same, 'unknown-role') }
    if (sql.includes(role))
      shape.instance = text.describe('SQL Server instance; left out: the default instance').optional()
    if (roleHas(catalog, role, 'internetFacing'))
      shape.internetFacing = flag.describe('Clients on the internet reach it too').optional()
    if (roleHas(catalog, role, 'networkBoot'))
      shape.pxeFrom = word(['any', 'relays'])
        .describe('Who may send the first packet of a network boot: any address (default), or the DHCP relays alone')
        .optional()
    const name = same.length === 1 ? `the role ${role}` : 'this role'
    return keys(name, { ...shape, ...parameterKeys(roleParameters(catalog, role)) })
  })
  const form = z.discriminatedUnion('role', forms as unknown as [z.ZodObject<{ role: z.ZodEnum }>])
  return z.union([word(roles, 'unknown-role'), form]) as unknown as z.ZodType<string | RoleEntry, string | RoleEntry>
}
