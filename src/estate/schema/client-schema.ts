// SPDX-License-Identifier: MIT
import * as z from 'zod'
import { type Catalog, INSTALL_METHODS } from '../../catalog/catalog-flow.ts'
import { hostFirewallSchema } from './firewall-schema.ts'
import { osSchema } from './host-schema.ts'
import { flag, keys, listOf, text, word } from './vocabulary.ts'

const method = word(INSTALL_METHODS, 'unknown-method')

const INSTALL_KEYS = {
  method,
  source: flag.describe('CCMSetup runs with /source').optional(),
  ccmsetup: word(['share', 'local']).describe('Where CCMSetup runs from (default share)').optional(),
}

/** The keys that the catalogue adds for its roles. */
interface ToldKeys {
  fallbackStatusPoint: z.ZodOptional<typeof flag>
  serverLocatorPoint: z.ZodOptional<typeof flag>
}

const installSchema = (catalog: Catalog) => {
  const options = [...catalog.roles.values()].flatMap(({ installOption }) => installOption ?? [])
  const told = Object.fromEntries(
    options.map((option) => [option, flag.describe('Left out: true if the site has that role').optional()]),
  ) as unknown as ToldKeys
  return z.union([method, keys('an install method', { ...INSTALL_KEYS, ...told })])
}

export const clientRoles = (catalog: Catalog): readonly string[] =>
  [...catalog.roles.values()].filter(({ kind }) => kind === 'client').map(({ id }) => id)

export const clientSchema = (catalog: Catalog) =>
  keys('a client group', {
    networks: z
      .union([z.literal('any'), listOf(text)])
      .describe('Names of networks, or addresses; at least one. any: wherever they are (internet clients alone)'),
    site: text.describe('Site that the clients are assigned to').optional(),
    role: word(clientRoles(catalog), 'role-not-client')
      .describe('client (default), or another role of clients and devices')
      .optional(),
    os: osSchema.describe('Operating system of the group').optional(),
    membership: word(['domain', 'workgroup', 'internet'])
      .describe('domain (default), workgroup or internet')
      .optional(),
    domain: text.describe('DNS name of the domain of its computers; left out: that of the estate').optional(),
    firewall: hostFirewallSchema.describe('Firewall options for this group alone').optional(),
    install: listOf(installSchema(catalog)).describe('How the client is installed').optional(),
  })
