// SPDX-License-Identifier: MIT
import type { Catalog } from '../../catalog/catalog-flow.ts'
import { entriesOf } from '../../catalog/in-version.ts'
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Estate } from '../../estate/estate.ts'
import type { Flow } from '../../flows/flow.ts'
import type { Party } from '../../flows/party.ts'

/** Features that are named and open nothing, and roles that open nothing before a feature is named. */
export const featureAdvice = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  flows: readonly Flow[],
): readonly Diagnostic[] => {
  if (estate.allFeatures) return []
  const inProduct = new Set(entriesOf(catalog, estate.product, estate.version).map(({ when }) => when))
  const opened = new Set(flows.map(({ entry }) => entry?.when))
  const left = new Set(estate.except.flatMap((exception) => exception.flows))
  const excepted = new Set(catalog.flows.filter(({ id }) => left.has(id)).map(({ when }) => when))
  const named = [...estate.features]
  const place = estate.locate(['features'], 'key')
  const idle = named.filter((id) => inProduct.has(id) && !opened.has(id) && !excepted.has(id))
  return [
    ...named
      .filter((feature) => !inProduct.has(feature))
      .map((feature) =>
        diagnose('feature-without-rows', { feature, product: estate.product, version: estate.version }, place),
      ),
    ...(idle.length > 0 ? [diagnose('feature-without-effect', { features: idle }, place)] : []),
    ...notChosen(estate, catalog, parties, inProduct),
  ]
}

const notChosen = (
  estate: Estate,
  catalog: Catalog,
  parties: readonly Party[],
  inProduct: ReadonlySet<string | null>,
): readonly Diagnostic[] => {
  const possible = [...catalog.features.values()].filter(({ id }) => inProduct.has(id))
  return [...new Set(possible.flatMap(({ askedBy }) => askedBy))].flatMap((role) => {
    const features = possible.filter(({ askedBy }) => askedBy.includes(role))
    const hosts = parties.filter(({ host }) => host?.roles.some((held) => held.role === role))
    const first = hosts[0]?.host
    if (first == null || features.some(({ id }) => estate.features.has(id))) return []
    return [
      diagnose(
        'feature-not-chosen',
        {
          hosts: hosts.map(({ name }) => name),
          role,
          features: features.map(({ id }) => id),
          otherwise: features[0]?.otherwise ?? null,
        },
        estate.locate(first.roles.find((held) => held.role === role)?.path ?? [], 'value'),
      ),
    ]
  })
}
