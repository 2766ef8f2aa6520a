// SPDX-License-Identifier: MIT

import type { Catalog } from '../../catalog/catalog-flow.ts'
import { limitedNearest } from '../../diagnostics/nearest.ts'
import type { Estate } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import { domainOfOptions } from '../option-effects.ts'
import type { Report } from '../problem.ts'
import { checkHostName } from './check-host-name.ts'
import { checkAddressOwners, checkHostTogether } from './check-hosts.ts'
import { checkName } from './check-name.ts'
import { checkPolicies } from './check-policies.ts'
import { checkRelays } from './check-relays.ts'
import { checkRpcOn } from './check-rpc-on.ts'
import { checkListenerPorts } from './check-sql-ports.ts'
import { checkStaticPorts } from './check-static-ports.ts'
import type { Context } from './context.ts'
import type { KnownNames } from './known-names.ts'
import { resolveAcknowledge } from './resolve-acknowledge.ts'
import { resolveClients } from './resolve-clients.ts'
import { resolveExceptions } from './resolve-exceptions.ts'
import { resolveFeatures } from './resolve-features.ts'
import { resolveFirewall } from './resolve-firewall.ts'
import { resolveFlows } from './resolve-flows.ts'
import { resolveHosts } from './resolve-hosts.ts'
import { resolveManagement } from './resolve-management.ts'
import { resolveNetworks } from './resolve-networks.ts'
import { resolveOptions } from './resolve-options.ts'
import { resolveRpcOn } from './resolve-rpc-on.ts'
import { resolveSites } from './resolve-sites.ts'
import { resolveTests } from './resolve-tests.ts'
import { resolveVersion } from './resolve-version.ts'
import { wideAddresses } from './wide-addresses.ts'

export interface ResolveInput {
  readonly catalog: Catalog
  readonly today: string
  readonly names: KnownNames
  readonly report: Report
}

/** The estate's own domain, if the file names one at the top. */
const resolveDomain = ({ domain }: Pick<EstateFile, 'domain'>, { report }: Context): string | null => {
  if (domain !== undefined) checkHostName(domain, 'a domain', report, ['domain'], 'value')
  return domain?.toLowerCase() ?? null
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
  const ends = { context, networks }
  const options = resolveOptions(whole, { report, direction })
  const domain = resolveDomain(file, context) ?? domainOfOptions(options)
  const common = { domain, firewall: { profiles, direction, remote, rpc }, rpcOn: resolveRpcOn(file.firewall, ends) }
  const hosts = resolveHosts(file.hosts, common, context)
  checkAddressOwners(hosts.inFileOrder, file.hosts, context)
  checkHostTogether(hosts.inFileOrder, hosts.byName, file.hosts, context)
  checkListenerPorts(hosts.byName, context)
  checkPolicies(hosts.inFileOrder, context)
  const estate = {
    name: file.name,
    product: whole.product,
    version,
    ...resolveFeatures(file.features, context),
    sites: resolveSites(file.sites, context),
    domain,
    networks,
    hosts: hosts.byName,
    clients: resolveClients(file.clients, networks, common, context),
    clientOnServers: file.clientOnServers ?? false,
    firewall,
    flows: resolveFlows(whole, ends),
    except: resolveExceptions(file.except, context),
    ...resolveManagement(whole, firewall, hosts.byName, ends),
    options,
    tests: resolveTests(file.tests, ends),
    acknowledge: resolveAcknowledge(whole, context),
    wide: wideAddresses(whole),
  }
  checkStaticPorts(estate, context)
  checkRpcOn(estate, context)
  checkRelays(estate, context)
  return estate
}
