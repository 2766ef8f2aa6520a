// SPDX-License-Identifier: MIT
import { findSides } from '../analysis/find-side.ts'
import { wouldPass } from '../analysis/would-pass.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import type { Policy } from '../rules/policy.ts'

/** Runs the estate's own policy tests: what it says has to pass, and what must not. */
export const policyTests = (
  estate: Estate,
  parties: readonly Party[],
  policies: readonly Policy[],
): readonly Diagnostic[] =>
  estate.tests.flatMap((test) => {
    const verdicts = findSides(estate, parties, test.from).flatMap((from) =>
      findSides(estate, parties, test.to)
        .filter((to) => to.party === null || to.party !== from.party || to.party.kind === 'clients')
        .map((to) => wouldPass(estate, policies, from, to, test)),
    )
    const failed = verdicts.find(({ passes }) => passes !== (test.expect === 'allow' ? 'all' : 'none'))
    if (failed === undefined) return []
    const packet = test.port === null ? test.protocol : `${test.port}/${test.protocol}`
    const rules = failed.inbound.map((rule) => rule.displayName)
    return [
      diagnose(
        'policy-test-failed',
        {
          from: test.from,
          to: test.to,
          packet,
          expect: test.expect,
          passes: failed.passes,
          rules,
          reasons: failed.reasons,
        },
        estate.locate([...test.path, test.expect], 'value'),
      ),
    ]
  })
