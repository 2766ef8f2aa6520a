// SPDX-License-Identifier: MIT
import type { HostFirewall } from '../estate/estate.ts'
import { RPC_PORTS_KEY } from '../formats/firewall-store/store-keys.ts'
import { formatPortSet } from '../formats/port/port-set.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'

/** The three values that restrict dynamic RPC to the range of the estate. They take effect at the next restart. */
export const rpcRegistry = ({ rpc }: HostFirewall): readonly RegistryValue[] =>
  rpc === null
    ? []
    : [
        { key: RPC_PORTS_KEY, name: 'Ports', type: 'REG_MULTI_SZ', data: formatPortSet(rpc.ports) },
        { key: RPC_PORTS_KEY, name: 'PortsInternetAvailable', type: 'REG_SZ', data: 'Y' },
        { key: RPC_PORTS_KEY, name: 'UseInternetPorts', type: 'REG_SZ', data: 'Y' },
      ]

/** The ports that dynamic RPC keeps to by registry values, whoever wrote them; null where it does not keep to any. */
export const rpcPortsOf = (registry: readonly RegistryValue[]): readonly string[] | null => {
  const said = (name: string): readonly string[] =>
    registry
      .filter((value) => value.key.toLowerCase().endsWith('\\rpc\\internet') && value.name.toLowerCase() === name)
      .flatMap(({ data }) => [data].flat().map(String))
  const isOff = ['portsinternetavailable', 'useinternetports'].some((name) =>
    said(name).some((word) => /^n$/i.test(word)),
  )
  const ports = said('ports')
  return isOff || ports.length === 0 ? null : ports
}
