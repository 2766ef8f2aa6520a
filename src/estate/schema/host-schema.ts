// SPDX-License-Identifier: MIT
import * as z from 'zod'
import type { Catalog } from '../../catalog/catalog-flow.ts'
import { OPERATING_SYSTEMS } from '../operating-systems.ts'
import { hostFirewallSchema } from './firewall-schema.ts'
import { roleSchema } from './role-schema.ts'
import { flag, keys, listOf, text, word } from './vocabulary.ts'

export const osSchema = word([...OPERATING_SYSTEMS.keys()], 'unknown-os')

export const hostSchema = (catalog: Catalog) =>
  keys('a host', {
    addresses: listOf(text).describe('IPv4 and IPv6 addresses; at least one'),
    site: text.describe('Site that the host belongs to; left out: it serves every site').optional(),
    os: osSchema.describe('Operating system; decides the default dynamic ports').optional(),
    membership: word(['domain', 'workgroup']).describe('domain (default) or workgroup').optional(),
    domain: text.describe('DNS name of its domain; left out: that of the estate').optional(),
    managed: flag.describe('false: others look after its firewall; it is a peer and gets no policy').optional(),
    roles: listOf(roleSchema(catalog)).describe('What the host is').optional(),
    members: listOf(text)
      .describe('Hosts that serve this name together (listener, cluster, load balancing)')
      .optional(),
    proxy: z
      .union([text, z.literal(true)])
      .describe('Proxy server that carries its connections to the internet; true: the only one of the estate')
      .optional(),
    siteServerInitiates: flag
      .describe('The site system never opens a connection to its site server (an untrusted network)')
      .optional(),
    policy: text.describe('Name of its policy; hosts that give the same one share it whatever their roles').optional(),
    firewall: hostFirewallSchema.describe('Firewall options for this host alone').optional(),
  })
