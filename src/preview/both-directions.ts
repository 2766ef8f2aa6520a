// SPDX-License-Identifier: MIT
import type { ClientGroup, Estate, Host } from '../estate/estate.ts'

/** The estate with rules of both directions for everybody: a preview shows what goes out, whatever is compiled. */
export const bothDirections = (estate: Estate, clients: ReadonlyMap<string, ClientGroup> = estate.clients): Estate => ({
  ...estate,
  clients: new Map(
    [...clients].map(([name, group]): [string, ClientGroup] => [
      name,
      { ...group, firewall: { ...group.firewall, direction: 'both' } },
    ]),
  ),
  firewall: { ...estate.firewall, direction: 'both' },
  hosts: new Map(
    [...estate.hosts].map(([name, host]): [string, Host] => [
      name,
      {
        ...host,
        firewall: { ...host.firewall, direction: 'both' },
        usualFirewall: { ...host.usualFirewall, direction: 'both' },
      },
    ]),
  ),
})
