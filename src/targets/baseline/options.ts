// SPDX-License-Identifier: MIT
import type * as z from 'zod'
import { declareOptions } from '../declared-options.ts'
import type { baselineSchema } from './options-schema.ts'

export interface BaselineOptions {
  readonly remediate: boolean
  /** A compile keeps nothing of an earlier one: whoever changes rules raises it. */
  readonly version: number
}

export const baselineOptions = declareOptions<z.infer<typeof baselineSchema>, BaselineOptions>({
  resolve: (given) => ({ remediate: given?.remediate ?? false, version: given?.version ?? 1 }),
})
