// SPDX-License-Identifier: MIT
import type * as z from 'zod'
import { checkHostName } from '../../estate/resolve/check-host-name.ts'
import { checkName } from '../../estate/resolve/check-name.ts'
import { declareOptions } from '../declared-options.ts'
import type { gpoSchema } from './options-schema.ts'

export interface GpoOptions {
  readonly prefix: string
  readonly domain: string | null
  /** Each policy is filtered by a security group of its own. */
  readonly groups: boolean
  readonly wmiFilter: boolean
  readonly rpc: 'policy' | 'preferences'
}

export const gpoOptions = declareOptions<z.infer<typeof gpoSchema>, GpoOptions>({
  resolve: (given, { report }) => {
    if (given?.prefix !== undefined) checkName(given.prefix, 'Group Policy objects', report, ['gpo', 'prefix'], 'value')
    if (given?.domain !== undefined) checkHostName(given.domain, 'a domain', report, ['gpo', 'domain'], 'value')
    return {
      prefix: given?.prefix ?? 'Portwright',
      domain: given?.domain?.toLowerCase() ?? null,
      groups: given?.groups ?? true,
      wmiFilter: given?.wmiFilter ?? false,
      rpc: given?.rpc ?? 'policy',
    }
  },
  domain: ({ domain }) => domain,
  policyPrefix: ({ prefix }) => prefix,
})
