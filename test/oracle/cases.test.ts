// SPDX-License-Identifier: MIT
import test from 'ava'
import { disagreements } from './compare.ts'
import { catalogOf, compileEstate } from './compile-estate.ts'
import type { EstateInput, FirewallInput, HostInput } from './estate-input.ts'

let rows: Awaited<ReturnType<typeof catalogOf>>
test.before(async () => {
  rows = await catalogOf('cmcb')
})

const siteServer: HostInput = { addresses: ['10.0.0.1'], site: 'S00', roles: ['site-server'] }

const estateOf = (hosts: Readonly<Record<string, HostInput>>, more: Partial<EstateInput> = {}): EstateInput => ({
  name: 'case',
  product: 'cmcb',
  sites: { S00: { type: 'primary' } },
  hosts,
  firewall: { scope: 'host', direction: 'both' },
  ...more,
})

const cases: Readonly<Record<string, EstateInput>> = {
  'a management point that waits for its site server opens nothing towards it': estateOf({
    'ss.test': siteServer,
    'mp.test': { addresses: ['10.0.0.2'], site: 'S00', roles: ['management-point'], siteServerInitiates: true },
  }),
  'an own flow to an address of a host opens the host': estateOf(
    { 'ss.test': siteServer, 'b.test': { addresses: ['10.0.0.2'], site: 'S00', roles: ['content-source-server'] } },
    {
      flows: [
        { name: 'one', from: 'b.test', to: '10.0.0.1', protocol: 'tcp', ports: 9000, reason: 'test', owner: 'test' },
        { name: 'two', from: '10.0.0.2', to: 'ss.test', protocol: 'tcp', ports: 9001, reason: 'test', owner: 'test' },
      ],
    },
  ),
  'an own flow to a network opens the hosts in it': estateOf(
    { 'ss.test': siteServer, 'b.test': { addresses: ['10.1.0.2'], site: 'S00', roles: ['content-source-server'] } },
    {
      networks: { perimeter: ['10.0.0.0/30'] },
      flows: [
        { name: 'one', from: 'b.test', to: 'perimeter', protocol: 'tcp', ports: 9000, reason: 'test', owner: 'test' },
      ],
    },
  ),
  'an own flow never opens a host to itself': estateOf(
    { 'a.test': { addresses: ['10.0.0.1'], site: 'S00', roles: ['software-update-point', 'distribution-point'] } },
    {
      flows: [
        {
          name: 'one',
          from: ['software-update-point', '198.51.100.0/24'],
          to: 'distribution-point',
          protocol: 'tcp',
          ports: 9000,
          reason: 'test',
          owner: 'test',
        },
      ],
    },
  ),
  'outbound dynamic RPC to a shared name uses the range of those who serve it': estateOf({
    'ss.test': siteServer,
    's1.test': { addresses: ['10.0.0.2'], site: 'S00', roles: [], firewall: { rpc: { ports: '50000-50199' } } },
    'nlb.test': { addresses: ['10.0.0.9'], site: 'S00', roles: ['management-point'], members: ['s1.test'] },
  }),
  'a shared name never talks to itself': estateOf({
    'pr.test': { addresses: ['10.0.0.1'], site: 'S00', roles: ['sms-provider'] },
    's1.test': { addresses: ['10.0.0.2'], site: 'S00', roles: [] },
    'ag.test': { addresses: ['10.0.0.9'], site: 'S00', roles: ['sms-provider', 'sql-server'], members: ['s1.test'] },
  }),
  'the port of one role is not opened for another role of the host': estateOf({
    'ss.test': siteServer,
    'db.test': {
      addresses: ['10.0.0.2'],
      site: 'S00',
      roles: ['sql-server', { role: 'data-warehouse-database-server', port: 8230 }],
    },
  }),
}

for (const [sentence, estate] of Object.entries(cases)) {
  test(sentence, async (t) => {
    const output = await compileEstate(estate)
    if (typeof output === 'string') return t.fail(output)
    const tally = { cells: 0 }
    t.deepEqual(disagreements(estate, rows, 2603, output, tally), [])
    t.true(tally.cells > 0, 'nothing was compared')
  })
}

const portsByRules = { range: ['50000-50199'], keyword: ['RPC'], both: ['50000-50199', 'RPC'] } as const

for (const [words, expected] of Object.entries(portsByRules)) {
  test(`with rpc.rules ${words} inbound rules open ${expected.join(' and ')}`, async (t) => {
    const firewall: FirewallInput = { rpc: { ports: '50000-50199', rules: words as keyof typeof portsByRules } }
    const mp: HostInput = { addresses: ['10.0.0.2'], site: 'S00', roles: ['management-point'] }
    const output = await compileEstate(estateOf({ 'ss.test': siteServer, 'mp.test': mp }, { firewall }))
    if (typeof output === 'string') return t.fail(output)
    const inbound = output.policies.flatMap(({ rules }) => rules.filter((rule) => rule.direction === 'in'))
    const dynamic = inbound.filter((rule) => rule.flows.some((flow) => /\/rpc(\/back)?@/.test(flow)))
    t.true(dynamic.length > 0)
    for (const rule of dynamic) t.deepEqual(rule.localPorts, expected)
  })
}
