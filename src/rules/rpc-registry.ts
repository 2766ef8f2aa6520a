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
