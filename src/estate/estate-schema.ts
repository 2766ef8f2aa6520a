// SPDX-License-Identifier: MIT
import * as z from 'zod'
import { type Catalog, PRODUCTS } from '../catalog/catalog-flow.ts'
import { OPTION_SCHEMAS } from '../targets/option-schemas.ts'
import { clientSchema } from './schema/client-schema.ts'
import { firewallSchema } from './schema/firewall-schema.ts'
import {
  acknowledgementSchema,
  exceptionSchema,
  ownFlowSchema,
  serviceSchema,
  testSchema,
} from './schema/flow-schema.ts'
import { hostSchema } from './schema/host-schema.ts'
import { networkSchema } from './schema/network-schema.ts'
import { siteSchema } from './schema/site-schema.ts'
import { flag, keys, listOf, text, word } from './schema/vocabulary.ts'

/** Everything that an estate file may say. Types, validation and the published JSON Schema come from here. */
export const estateSchema = (catalog: Catalog) =>
  keys('an estate', {
    $schema: text.describe('Path of the JSON Schema, for editors').optional(),
    name: text.describe('Name of the estate'),
    product: word(PRODUCTS, 'unknown-product').describe('cm2007, cm2012, or cmcb for the current branch'),
    version: z
      .union([z.int().min(1511), z.string().regex(/^[0-9]{2}(0[1-9]|1[0-2])$/)])
      .describe('Current branch only: the build in production, such as 2509; left out: the newest known')
      .optional(),
    features: z
      .union([z.literal('all'), listOf(word([...catalog.features.keys()], 'unknown-feature'))])
      .describe('Flows with a condition compile only if it is named here; all takes every one')
      .optional(),
    sites: z.record(z.string(), siteSchema(catalog)).describe('Sites by name').optional(),
    domain: text.describe('DNS name of the domain of hosts and clients that name none').optional(),
    networks: z
      .record(z.string(), networkSchema)
      .describe('Networks by name, each a list of addresses, or addresses with DHCP relays')
      .optional(),
    hosts: z
      .record(z.string(), hostSchema(catalog))
      .describe('Servers and other single computers by DNS name')
      .optional(),
    clients: z.record(z.string(), clientSchema(catalog)).describe('Client groups by name').optional(),
    clientOnServers: flag.describe('Every Windows host of a site is a client of it too').optional(),
    firewall: firewallSchema.describe('What is made of the flows').optional(),
    services: z.record(z.string(), serviceSchema).describe('Services by name, for flows').optional(),
    flows: listOf(ownFlowSchema).describe('Flows of your own, beside the catalogue').optional(),
    except: listOf(exceptionSchema).describe('Catalogue flows that this estate does without').optional(),
    management: listOf(text).describe('Hosts, networks and addresses that administrators come from').optional(),
    ...OPTION_SCHEMAS,
    acknowledge: listOf(acknowledgementSchema).describe('Warnings that somebody answers for').optional(),
    tests: listOf(testSchema).describe('What has to pass and what must not').optional(),
  })

/** An estate as the file has it, once its shape is checked. */
export type EstateFile = z.infer<ReturnType<typeof estateSchema>>
