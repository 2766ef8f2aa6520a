// SPDX-License-Identifier: MIT
import { parsePorts } from '../../../src/formats/port/port-set.ts'
import { rpcRegistry } from '../../../src/rules/rpc-registry.ts'
import type { RpcChoice } from '../../../src/units/rpc/rpc-input.ts'
import { rpcUnit } from '../../../src/units/rpc/rpc-unit.ts'

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

/** The scripts of an estate that keeps dynamic RPC within 50000 to 50199, and what else is said. */
export const rpcFiles = (more: Partial<Parameters<typeof rpcUnit>[0]> = {}): ReturnType<typeof rpcUnit> =>
  rpcUnit({
    estate: 'contoso',
    version: '0.1.0',
    hash: '0123456789abcdef',
    estateRange: choiceOf('50000-50199'),
    forOthers: true,
    unrestricted: [],
    groupRanges: [],
    hostRanges: [],
    ...more,
  })
