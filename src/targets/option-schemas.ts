// SPDX-License-Identifier: MIT
import { baselineSchema } from './baseline/options-schema.ts'
import { dscSchema } from './dsc/options-schema.ts'
import { gpoSchema } from './gpo/options-schema.ts'
import { wfpSchema } from './wfp/options-schema.ts'

/** What an estate may say under the name of a target: one line for each that has options. */
export const OPTION_SCHEMAS = {
  gpo: gpoSchema.optional(),
  dsc: dscSchema.optional(),
  wfp: wfpSchema.optional(),
  baseline: baselineSchema.optional(),
}
