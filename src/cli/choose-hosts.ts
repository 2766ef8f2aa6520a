// SPDX-License-Identifier: MIT
import type { OutputIndex } from '../compile/output-index.ts'
import type { ServerTarget } from '../servers/server-target.ts'
import { UsageError } from './exit-code.ts'
import { nearName } from './near-name.ts'

/** The hosts that were asked for, each once; all of the output where none was named. */
export const chooseHosts = (
  { policies, parties }: Pick<OutputIndex, 'policies' | 'parties'>,
  targets: readonly ServerTarget[],
  names: readonly string[] | null,
): readonly ServerTarget[] => {
  const clients = policies.flatMap((policy) => policy.clients)
  if (names === null) {
    if (targets.length === 0)
      throw new UsageError(
        'the output has no policy of a server',
        clients.length > 0 ? 'client groups are served by Group Policy (gpo/), Intune or another engine' : null,
      )
    return targets
  }
  const byName = new Map(targets.map((target) => [target.host.toLowerCase(), target]))
  return [...new Set(names.map((name) => name.toLowerCase()))].map((name) => {
    const target = byName.get(name)
    if (target !== undefined) return target
    if (clients.some((group) => group.toLowerCase() === name))
      throw new UsageError(
        `“${name}” is a client group`,
        'client groups are served by Group Policy (gpo/), Intune or another engine; apply serves servers',
      )
    if (parties.some((party) => party.name.toLowerCase() === name))
      throw new UsageError(
        `“${name}” has no policy in this output`,
        'name a host whose firewall the estate looks after',
      )
    const near = nearName(
      name,
      [...byName.values()].map(({ host }) => host),
    )
    throw new UsageError(`the output knows no host “${name}”`, near === null ? null : `did you mean “${near}”?`)
  })
}
