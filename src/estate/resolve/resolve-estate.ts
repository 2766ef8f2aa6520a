// SPDX-License-Identifier: MIT

import type { Catalog } from '../../catalog/catalog-flow.ts'
import { limitedNearest } from '../../diagnostics/nearest.ts'
import type { Estate } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Report } from '../problem.ts'
import { checkAddressOwners, checkHostTogether } from './check-hosts.ts'
import { checkName } from './check-name.ts'
import { checkStaticPorts } from './check-static-ports.ts'
import type { Context } from './context.ts'
import type { KnownNames } from './known-names.ts'
import { resolveClients } from './resolve-clients.ts'
import { resolveExceptions } from './resolve-exceptions.ts'
import { resolveFeatures } from './resolve-features.ts'
import { resolveFirewall } from './resolve-firewall.ts'
import { resolveFlows } from './resolve-flows.ts'
import { resolveHosts } from './resolve-hosts.ts'
import { resolveManagement } from './resolve-management.ts'
import { resolveNetworks } from './resolve-networks.ts'
import { resolveOutput } from './resolve-output.ts'
import { resolveSites } from './resolve-sites.ts'
import { resolveTests } from './resolve-tests.ts'
import { resolveVersion } from './resolve-version.ts'

export interface ResolveInput {
  readonly catalog: Catalog
  readonly today: string
  readonly names: KnownNames
  readonly report: Report
}

/** Checks what the words of a file mean, and fills in every default. `product` is absent where the file spells it wrong. */
export const resolveEstate = (
  file: Omit<EstateFile, 'product'> & Partial<Pick<EstateFile, 'product'>>,
  input: ResolveInput,
): Omit<Estate, 'locate'> => {
  const { catalog, report } = input
  const product = file.product ?? null
  const whole = { ...file, product: product ?? 'cmcb' }
  const version = resolveVersion(file.version, product, catalog, report)
  const context: Context = { ...input, product, version, suggest: limitedNearest() }
  if (file.name !== undefined) checkName(file.name, 'an estate', report, ['name'], 'value', 'refuse')
  const networks = resolveNetworks(file.networks, context)
  const firewall = resolveFirewall(file.firewall, context)
  const { profiles, direction, remote, rpc } = firewall
  const hosts = resolveHosts(file.hosts, { profiles, direction, remote, rpc }, context)
  const ends = { context, networks }
  checkAddressOwners(hosts.inFileOrder, file.hosts, context)
  checkHostTogether(hosts.inFileOrder, hosts.byName, file.hosts, context)
  const estate = {
    name: file.name,
    product: whole.product,
    version,
    ...resolveFeatures(file.features, context),
    sites: resolveSites(file.sites, context),
    networks,
    hosts: hosts.byName,
    clients: resolveClients(file.clients, networks, context),
    clientOnServers: file.clientOnServers ?? false,
    firewall,
    flows: resolveFlows(whole, ends),
    except: resolveExceptions(file.except, context),
    ...resolveManagement(whole, firewall, hosts.byName, ends),
    ...resolveOutput(whole, report),
    tests: resolveTests(file.tests, ends),
  }
  checkStaticPorts(estate, context)
  return estate
}
