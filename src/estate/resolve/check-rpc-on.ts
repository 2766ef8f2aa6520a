// SPDX-License-Identifier: MIT
import { roleHas } from '../../catalog/role-has.ts'
import type { Estate } from '../estate.ts'
import type { Context } from './context.ts'

/** An RPC range that meets nobody, or that meets a domain controller, is worth a word. */
export const checkRpcOn = (
  { hosts, clients, firewall }: Pick<Estate, 'hosts' | 'clients' | 'firewall'>,
  { catalog, report }: Context,
): void => {
  const { rpc } = firewall
  const restricted = [...hosts.values()].filter((host) => host.firewall.rpc !== null)
  if (
    rpc !== null &&
    hosts.size + clients.size > 0 &&
    !restricted.some((host) => host.firewall.rpc === rpc) &&
    ![...clients.values()].some((group) => group.firewall.rpc === rpc)
  )
    report('rpc-on-nobody', {}, ['firewall', 'rpc'], 'key')
  for (const host of restricted) {
    if (!host.roles.some(({ role }) => roleHas(catalog, role, 'directory'))) continue
    const own = host.firewall.rpc !== rpc
    const path = own ? ['hosts', host.writtenName, 'firewall', 'rpc'] : ['firewall', 'rpc', 'on']
    report('rpc-on-domain-controller', { host: host.writtenName }, path, 'key')
  }
}
