// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import type { FirewallInput } from './estate-input.ts'

const rpc = fc.record(
  {
    ports: fc.constantFrom(
      '50000-50199',
      '5100-5199',
      '64001-65535',
      ['50000-50099', '50100-50199'],
      ['6000-6049', '7000-7099'],
    ),
    rules: fc.constantFrom('range' as const, 'keyword' as const, 'both' as const),
  },
  { requiredKeys: ['ports'] },
)

/** The same keys for the estate and for one host. */
export const firewallSeed: fc.Arbitrary<FirewallInput> = fc.record(
  {
    profiles: fc.constantFrom(['domain'], ['private'], ['domain', 'public']),
    direction: fc.constantFrom('inbound' as const, 'both' as const, 'both' as const),
    remote: fc.constantFrom('peers' as const, 'peers' as const, 'peers' as const, 'any' as const),
    rpc,
  },
  { requiredKeys: [] },
)
