// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import { blocksByDefault } from '../flows/baseline-flows.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import type { Policy } from '../rules/policy.ts'
import { policyTests } from './policy-tests.ts'

/** Rules that Configuration Manager or Windows makes on a computer itself, by the service that needs them. */
const SELF_MADE = ['Remote control', 'Peer cache download', 'Wake-up proxy', 'TFTP']

/** What the user should know of a compiled estate: nothing here changes a rule. */
export const estateNotes = (
  estate: Estate,
  _catalog: Catalog,
  parties: readonly Party[],
  flows: readonly Flow[],
  policies: readonly Policy[],
): readonly Diagnostic[] => [
  ...policyTests(estate, parties, policies),
  ...parties
    .filter((party) => !party.firewall && party.host?.members == null)
    .map((party) =>
      diagnose(
        'no-firewall-policy',
        { name: party.name, kind: party.kind },
        estate.locate([party.kind === 'host' ? 'hosts' : 'clients', party.host?.writtenName ?? party.name], 'key'),
      ),
    ),
  ...(estate.firewall.settings?.localRules === false
    ? [
        diagnose(
          'local-rules-off',
          { services: SELF_MADE.filter((service) => flows.some((flow) => flow.service === service)) },
          estate.locate(['firewall', 'settings', 'localRules'], 'value'),
        ),
      ]
    : []),
  ...(blocksByDefault(estate) && !parties.some((party) => party.roles.has('domain-controller'))
    ? [diagnose('no-domain-controller', {}, estate.locate(['firewall', 'settings'], 'key'))]
    : []),
]
