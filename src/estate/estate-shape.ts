// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { estateSchema } from './estate-schema.ts'
import type { Shape } from './shape/shape.ts'
import { shapeOf } from './shape/shape-of.ts'

/** The shape of an estate file; making it takes longer than most estates take to check, so a build keeps it. */
export const estateShape = (catalog: Catalog): Shape => shapeOf(estateSchema(catalog))
