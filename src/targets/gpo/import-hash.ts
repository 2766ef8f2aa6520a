// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import type { Policy } from '../../rules/policy.ts'
import { shortHash } from '../../rules/policy-hash.ts'
import type { TargetOptions } from '../target.ts'

/**
 * Stands in the comment of the Group Policy object: as long as it is the same, nothing has to be imported. First what the
 * policy means, as on the page; then all that an import would bring, names and the way of registry values too.
 */
export const importHash = (policy: Policy, options: TargetOptions): string => {
  const { rules, registry, settings, profiles } = policy
  const content = JSON.stringify({ rules, registry, settings, profiles, rpc: options.gpo.rpc })
  return `${shortHash(policy)}/${createHash('sha256').update(content).digest('hex').slice(0, 8)}`
}
