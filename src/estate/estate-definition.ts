// SPDX-License-Identifier: MIT
import type * as z from 'zod'
import type { estateSchema } from './estate-schema.ts'

type Fixed<T> = T extends readonly (infer I)[]
  ? readonly Fixed<I>[]
  : T extends object
    ? { readonly [K in keyof T]: Fixed<T[K]> }
    : T

/** An estate as a file writes it. */
export type EstateDefinition = Fixed<z.input<ReturnType<typeof estateSchema>>>
