// SPDX-License-Identifier: MIT
import { keys, text } from '../../estate/schema/vocabulary.ts'

export const dscSchema = keys('dsc', {
  networkingDsc: text.describe('Version of the module NetworkingDsc, 8.0.0 or later').optional(),
}).describe('Desired State Configuration')
