// SPDX-License-Identifier: MIT
import * as z from 'zod'
import { flag, keys } from '../../estate/schema/vocabulary.ts'

export const baselineSchema = keys('baseline', {
  remediate: flag.describe('The items also put the rules right on a computer that differs (default false)').optional(),
  version: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .describe('Version of the items and of the baseline, raised with each change that is imported (default 1)')
    .optional(),
}).describe('Configuration items and baseline of Configuration Manager')
