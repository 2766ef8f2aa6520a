// SPDX-License-Identifier: MIT
import type { Host } from '../estate.ts'
import type { Context } from './context.ts'

/** What hosts of one policy have in common, beside the roles: the policy is linked, filtered and written once for all. */
const COMMON: Readonly<Record<string, (host: Host) => unknown>> = {
  site: ({ site }) => site,
  membership: ({ membership }) => membership,
  domain: ({ domain }) => domain,
  internetFacing: ({ roles }) => roles.some(({ internetFacing }) => internetFacing),
  firewall: ({ firewall: { profiles, direction, remote, rpc } }) => ({ profiles, direction, remote, rpc }),
}

/** Hosts for which the estate names the same policy have to agree, and a name is one name however it is written. */
export const checkPolicies = (hosts: readonly Host[], { report }: Context): void => {
  const first = new Map<string, Host>()
  for (const host of hosts) {
    if (host.policy === null) continue
    const other = first.get(host.policy.toLowerCase())
    if (other === undefined) {
      first.set(host.policy.toLowerCase(), host)
      continue
    }
    const path = ['hosts', host.writtenName, 'policy']
    const related = [{ message: `${other.writtenName} is the first.`, path: ['hosts', other.writtenName, 'policy'] }]
    const facts = { policy: host.policy, host: host.writtenName, other: other.writtenName }
    if (host.policy !== other.policy)
      report('policy-name-case', { ...facts, written: other.policy as string }, path, 'value', related)
    for (const [what, of] of Object.entries(COMMON))
      if (JSON.stringify(of(host)) !== JSON.stringify(of(other)))
        report('policy-hosts-differ', { ...facts, what }, path, 'value', related)
  }
}
