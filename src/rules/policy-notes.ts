// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import { groupParties } from './policy-group.ts'

/** Names that the estate gives its policies and that another policy has already. */
export const policyNotes = (estate: Estate, parties: readonly Party[]): readonly Diagnostic[] => {
  const groups = groupParties(estate, parties)
  if (groups.every(({ named }) => named === null)) return []
  return groups.flatMap(({ named, wanted, parties: [first], id }) => {
    const other = groups.find((one) => one.wanted.toLowerCase() === wanted.toLowerCase() && one.id !== id)
    if (named === null || first?.host == null || other === undefined) return []
    const what = other.parties
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', ')
    return [
      diagnose(
        'policy-name-taken',
        { policy: named, what },
        estate.locate(['hosts', first.host.writtenName, 'policy'], 'value'),
      ),
    ]
  })
}
