// SPDX-License-Identifier: MIT
import type { HostFirewall } from '../estate/estate.ts'
import { formatPortSet } from '../formats/port/port-set.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'

/** Where Windows reads the ports that its RPC runtime may give to listeners (KB 154596). */
export const RPC_INTERNET_KEY = 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet'

/** The three values that restrict dynamic RPC to the range of the estate. They take effect at the next restart. */
export const rpcRegistry = ({ rpc }: HostFirewall): readonly RegistryValue[] =>
  rpc === null
    ? []
    : [
        { key: RPC_INTERNET_KEY, name: 'Ports', type: 'REG_MULTI_SZ', data: formatPortSet(rpc.ports) },
        { key: RPC_INTERNET_KEY, name: 'PortsInternetAvailable', type: 'REG_SZ', data: 'Y' },
        { key: RPC_INTERNET_KEY, name: 'UseInternetPorts', type: 'REG_SZ', data: 'Y' },
      ]
