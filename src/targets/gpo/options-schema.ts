// SPDX-License-Identifier: MIT
import { flag, keys, text, word } from '../../estate/schema/vocabulary.ts'

export const gpoSchema = keys('gpo', {
  prefix: text.describe('First words of the names of Group Policy objects').optional(),
  domain: text.describe('DNS name of the domain').optional(),
  groups: flag.describe('Each policy is filtered by a security group (default true)').optional(),
  wmiFilter: flag.describe('Each policy has a WMI filter for its operating systems').optional(),
  rpc: word(['policy', 'preferences']).describe('How RPC registry values travel (default policy)').optional(),
}).describe('Group Policy')
