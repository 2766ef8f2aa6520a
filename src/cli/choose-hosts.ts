// SPDX-License-Identifier: MIT
import type { OutputIndex } from '../compile/output-index.ts'
import type { ServerTarget } from '../servers/server-target.ts'
import { chosenNames } from './chosen-names.ts'
import { UsageError } from './exit-code.ts'

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
  return chosenNames(targets, names, (name) =>
    clients.some((group) => group.toLowerCase() === name)
      ? new UsageError(
          `“${name}” is a client group`,
          'client groups are served by Group Policy (gpo/), Intune or another engine; apply serves servers',
        )
      : parties.some((party) => party.name.toLowerCase() === name)
        ? new UsageError(`“${name}” has no policy in this output`, 'name a host whose firewall the estate looks after')
        : `the output knows no host “${name}”`,
  )
}
