// SPDX-License-Identifier: MIT
import { powershell } from '../../formats/powershell/powershell.ts'
import { scriptBytes } from '../../formats/powershell/script-bytes.ts'
import { createRenderer } from '../../formats/template/create-renderer.ts'
import { loadTemplate } from '../../formats/template/load-template.ts'
import type { Policy } from '../../rules/policy.ts'
import { estateHash } from '../../rules/policy-hash.ts'
import type { TargetOptions } from '../target.ts'
import { samAccountName } from './sam-account-name.ts'
import { wmiFilterOf } from './wmi-filter.ts'

/**
 * `Import-FirewallGpo.ps1` for the policies in their order; `hashes` gives each policy's hash by its id:
 * a GPO whose comment carries it is not imported again.
 */
export const importScript = (
  policies: readonly Policy[],
  options: TargetOptions,
  hashes: ReadonlyMap<string, string>,
  load: (name: string) => string = loadTemplate,
): Uint8Array =>
  scriptBytes(
    createRenderer(powershell, load)('gpo/Import-FirewallGpo.ps1', {
      estate: options.estate,
      version: options.version,
      hash: estateHash(policies).slice(0, 16),
      domain: options.gpo.domain ?? '',
      partial: options.partial === true,
      policies: policies.map((policy) => ({
        id: policy.id,
        name: policy.name,
        domain: policy.domain ?? '',
        backupId: policy.guid,
        hash: hashOf(policy, hashes),
        group: options.gpo.groups ? samAccountName(policy.securityGroup) : '',
        groupName: policy.securityGroup,
        wmiFilter: filterOf(policy, options),
        // Registry values outside of the policy keys stay when the GPO goes.
        leavesValues: options.gpo.rpc === 'policy' && policy.registry.length > 0,
        clients: policy.clients,
        hosts: policy.hosts,
      })),
    }),
  )

const hashOf = (policy: Policy, hashes: ReadonlyMap<string, string>): string => {
  const hash = hashes.get(policy.id)
  if (hash === undefined || hash === '') throw new Error(`The policy ${policy.id} has no hash.`)
  return hash
}

const filterOf = (policy: Policy, options: TargetOptions): Readonly<Record<string, string>> | null => {
  const filter = options.gpo.wmiFilter ? wmiFilterOf(policy, options.estate) : null
  return filter === null ? null : { Id: filter.id, Name: filter.name, Query: filter.query }
}
