// SPDX-License-Identifier: MIT
import * as z from 'zod'
import type { Catalog } from '../catalog/catalog-flow.ts'
import { estateSchema } from './estate-schema.ts'

/** The published JSON Schema (draft 2020-12) of estate files; `$id` is left out, so that editors take it from any path. */
export const estateJsonSchema = (catalog: Catalog): Readonly<Record<string, unknown>> => {
  const { $schema, ...schema } = z.toJSONSchema(estateSchema(catalog), {
    target: 'draft-2020-12',
    io: 'input',
    reused: 'inline',
  })
  return {
    $schema,
    title: 'Portwright estate',
    description: 'A Configuration Manager estate that Portwright compiles into Windows Firewall policy.',
    ...schema,
  }
}
