// SPDX-License-Identifier: MIT
import type { z } from 'zod'
import type { estateSchema } from './estate-schema.ts'

/** An estate as a file writes it. */
export type EstateDefinition = z.input<ReturnType<typeof estateSchema>>
