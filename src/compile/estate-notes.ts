// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import { endpointParameter } from '../catalog/endpoint-parameter.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Estate } from '../estate/estate.ts'
import { blocksByDefault } from '../flows/baseline-flows.ts'
import type { Flow } from '../flows/flow.ts'
import type { Party } from '../flows/party.ts'
import type { Policy } from '../rules/policy.ts'
import { policyNotes } from '../rules/policy-notes.ts'
import { documentGaps } from './advice/document-gaps.ts'
import { featureAdvice } from './advice/feature-advice.ts'
import { hostAdvice } from './advice/host-advice.ts'
import { installAdvice } from './advice/install-advice.ts'
import { edgeNotes } from './edge-notes.ts'
import { policyTests } from './policy-tests.ts'
import { rpcNotes } from './rpc-notes.ts'

/** Rules that Configuration Manager or Windows makes on a computer itself, by the service that needs them. */
const SELF_MADE = ['Remote control', 'Peer cache download', 'Wake-up proxy', 'TFTP']

/** What the user should know of a compiled estate: nothing here changes a rule. */
export const estateNotes = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  flows: readonly Flow[],
  policies: readonly Policy[],
): readonly Diagnostic[] => [
  ...policyTests(estate, parties, policies),
  ...policyNotes(estate, parties),
  ...rpcNotes(estate, parties, flows),
  ...brokerNotes(estate, catalog, flows),
  ...edgeNotes(estate, catalog, parties, flows),
  ...installAdvice(estate, catalog, parties),
  ...featureAdvice(estate, catalog, parties, flows),
  ...documentGaps(estate, catalog),
  ...hostAdvice(estate, catalog, parties, flows),
  ...parties
    .filter(({ without }) => without === 'not-windows')
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
  ...(blocksByDefault(estate) && !directory(catalog).some((role) => parties.some((party) => party.roles.has(role)))
    ? [diagnose('no-domain-controller', {}, estate.locate(['firewall', 'settings'], 'key'))]
    : []),
]

/** The roles that members of a domain need once profile settings block traffic. */
const directory = ({ baseline }: Catalog): readonly string[] =>
  baseline.flatMap(({ members, to }) => (members === 'domain' ? to : []))

/** SQL Servers that replicate between sites and whose Service Broker port the file leaves out. */
const brokerNotes = (estate: Estate, catalog: Catalog, flows: readonly Flow[]): readonly Diagnostic[] => {
  const broker = endpointParameter(catalog, 'service-broker').id
  const told = new Set<Party>()
  return flows
    .filter(({ entry }) => entry?.parameter === broker && entry.join.includes('parent-child'))
    .flatMap((flow) =>
      flow.to.parties.flatMap((party) => {
        const role = party.host?.roles.find((held) => held.role === flow.toRole && !held.ports.has(broker))
        if (role === undefined || told.has(party)) return []
        told.add(party)
        return [
          diagnose(
            'service-broker-assumed',
            { host: party.name, port: flow.ports.join(', ') },
            estate.locate(role.path, 'value'),
          ),
        ]
      }),
    )
}
