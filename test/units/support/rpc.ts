// SPDX-License-Identifier: MIT
import { parsePorts } from '../../../src/formats/port/port-set.ts'
import { rpcRegistry } from '../../../src/rules/rpc-registry.ts'
import type { RpcChoice } from '../../../src/units/rpc/rpc-input.ts'

export const choiceOf = (range: string, rules: RpcChoice['rules'] = 'range'): RpcChoice => {
  const ports = parsePorts(range)
  if (ports === null) throw new Error(range)
  const rpc = { ports: [ports], rules }
  return {
    ports: [range],
    rules,
    registry: rpcRegistry({ profiles: [], direction: 'inbound', remote: 'peers', rpc }),
  }
}
