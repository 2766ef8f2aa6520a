// SPDX-License-Identifier: MIT
import type * as z from 'zod'
import type { Catalog } from '../../catalog/catalog-flow.ts'
import { keys, portList, text, word } from './vocabulary.ts'

/** What a port parameter takes: one port or range, or a list of them. */
export type PortEntry = number | string | readonly (number | string)[]

type PortEntries = Readonly<Record<string, PortEntry>>

/** The parameters of scope `site` are the keys of `ports`. */
export const sitePortsSchema = (catalog: Catalog): z.ZodType<PortEntries, PortEntries> => {
  const parameters = [...catalog.parameters.values()].filter(({ scope }) => scope === 'site')
  const shape = parameters.map(({ key, text: says, default: port }) => [
    key,
    portList.describe(`${says} (default ${port}); a list opens each of its ports`).optional(),
  ])
  return keys('the ports of a site', Object.fromEntries(shape)) as unknown as z.ZodType<PortEntries, PortEntries>
}

export const siteSchema = (catalog: Catalog) =>
  keys('a site', {
    type: word(['central', 'primary', 'secondary']).describe('central, primary or secondary'),
    parent: text.describe('Name of the site above this one; a secondary site always has one').optional(),
    communication: word(['http', 'https', 'both', 'mixed', 'native'])
      .describe('What clients speak with the site (default both); mixed and native are words of cm2007')
      .optional(),
    ports: sitePortsSchema(catalog).describe('Ports that differ from the printed ones').optional(),
  })
