// SPDX-License-Identifier: MIT
import { flag, keys } from '../../estate/schema/vocabulary.ts'

export const wfpSchema = keys('wfp', {
  hardPermit: flag.describe('Permits lift a block of Windows Firewall').optional(),
  defaultBlock: flag.describe('The lowest filter of each layer blocks').optional(),
}).describe('Windows Filtering Platform')
