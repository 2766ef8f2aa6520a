// SPDX-License-Identifier: MIT
import { formatRange } from '../../formats/address/hex-range.ts'
import { powershell } from '../../formats/powershell/powershell.ts'
import { createRenderer } from '../../formats/template/create-renderer.ts'
import { loadTemplate } from '../../formats/template/load-template.ts'
import type { Policy } from '../../rules/policy.ts'
import { shortHash } from '../../rules/policy-hash.ts'
import { policyProfiles } from '../powershell/policy-profiles.ts'
import { type PolicyRules, profileTables } from '../powershell/policy-rules.ts'
import type { TargetOptions } from '../target.ts'

const render = createRenderer(powershell, loadTemplate)

export interface ItemScripts {
  /** Whether the item is for a computer. */
  readonly applies: string
  readonly discovery: string
  readonly remediation: string | null
}

/** The scripts of a policy's item. Throws an `EncodeError` for a text that PowerShell cannot say. */
export const itemScripts = (policy: Policy, rules: PolicyRules['rules'], options: TargetOptions): ItemScripts => {
  const who = { policy: policy.id, estate: options.estate }
  const data = {
    ...who,
    version: options.version,
    hash: shortHash(policy),
    group: policy.group,
    rules,
    profiles: profileTables(policyProfiles(policy)),
  }
  return {
    applies: render('baseline/applies.ps1', {
      ...who,
      hosts: policy.networks === null ? policy.hosts.map((host) => fullName(host, policy.domain)) : [],
      networks: (policy.networks ?? []).flatMap(formatRange),
      // Servers have items of their own: a client group is of workstations unless the estate says otherwise.
      kind: policy.networks === null ? '' : (policy.productType ?? 'workstation'),
      membership: policy.networks === null ? '' : membershipOf(policy),
    }),
    discovery: render('baseline/discovery.ps1', data),
    remediation: options.baseline.remediate ? render('baseline/remediation.ps1', data) : null,
  }
}

/** A host that the estate names without a domain is in the policy's. */
const fullName = (host: string, domain: string | null): string =>
  domain === null || host.includes('.') ? host : `${host}.${domain}`

/** Who of its networks the policy is for; empty where both may be: rules of the domain profile alone count in a domain alone. */
const membershipOf = ({ groupPolicy, profiles }: Policy): 'domain' | 'workgroup' | '' => {
  if (!groupPolicy) return 'workgroup'
  return profiles.length === 1 && profiles[0] === 'domain' ? 'domain' : ''
}
