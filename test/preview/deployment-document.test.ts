// SPDX-License-Identifier: MIT
import test from 'ava'
import type { InstallMethod } from '../../src/catalog/catalog-flow.ts'
import type { ClientGroup } from '../../src/estate/estate.ts'
import { previewInstall } from '../../src/preview/install-preview.ts'
import { catalog } from '../support/catalog.ts'
import { estateOf } from '../support/compile.ts'
import { estateWithAll } from './estate-with-all.ts'
import { ruleLines } from './rule-lines.ts'

// Document 004, “Bei der Bereitstellung von Configuration Manager-Clients verwendete Ports”, table by table.
const ALL = ['out tcp 8080 10.0.0.5', 'out tcp 8080 10.0.0.6']

const TABLES: readonly (readonly [method: InstallMethod, mode: string, install: string, rules: readonly string[]])[] = [
  [
    'push',
    'mixed',
    '[push]',
    [
      'in icmp4 8:* 10.0.0.1',
      'in tcp 445 10.0.0.1',
      'in udp 135 10.0.0.1',
      'in tcp RPC-EPMap 10.0.0.1',
      'in tcp RPC 10.0.0.1',
      'out tcp 8080 10.0.0.2',
    ],
  ],
  [
    'push',
    'native',
    '[push]',
    [
      'in icmp4 8:* 10.0.0.1',
      'in tcp 445 10.0.0.1',
      'in udp 135 10.0.0.1',
      'in tcp RPC-EPMap 10.0.0.1',
      'in tcp RPC 10.0.0.1',
      'out tcp 8443 10.0.0.2',
    ],
  ],
  ['software-update-point', 'mixed', '[]', ['out tcp 8530 10.0.0.4', 'out tcp 8531 10.0.0.4']],
  [
    'software-update-point',
    'native',
    '[{ method: software-update-point, source: true }]',
    ['out tcp 8530 10.0.0.4', 'out tcp 8531 10.0.0.4', 'out tcp 445 10.0.0.8'],
  ],
  ['group-policy', 'mixed', '[]', ['out tcp 8080 10.0.0.2']],
  [
    'group-policy',
    'native',
    '[{ method: group-policy, source: true }]',
    ['out tcp 8443 10.0.0.2', 'out tcp 445 10.0.0.8'],
  ],
  ['manual', 'mixed', '[]', ['out tcp 445 10.0.0.7', 'out tcp 8080 10.0.0.2']],
  ['manual', 'native', '[{ method: manual, ccmsetup: local }]', ['out tcp 8443 10.0.0.2']],
  ['manual', 'mixed', '[{ method: manual, source: true }]', ['out tcp 445 10.0.0.7', 'out tcp 445 10.0.0.8']],
  ['logon-script', 'native', '[]', ['out tcp 445 10.0.0.7', 'out tcp 8443 10.0.0.2']],
  ['software-distribution', 'mixed', '[]', ['out tcp 445 10.0.0.3', 'out tcp 8080 10.0.0.3']],
  ['software-distribution', 'native', '[]', ['out tcp 445 10.0.0.3', 'out tcp 8443 10.0.0.3']],
]

for (const [method, mode, install, rules] of TABLES) {
  test(`${method} in ${mode} mode with install ${install} opens what document 004 prints, and nothing else`, async (t) => {
    const estate = await estateOf(estateWithAll('cm2007', mode, install))
    const { client } = previewInstall(estate, catalog, estate.clients.get('desks') as ClientGroup, method, {
      running: false,
    })
    t.deepEqual(ruleLines([...client.inbound, ...client.outbound]), [...ALL, ...rules].sort())
  })
}

test('without a fallback status point or a server locator point the first table opens nothing', async (t) => {
  const install = '[{ method: manual, ccmsetup: local, fallbackStatusPoint: false, serverLocatorPoint: false }]'
  const estate = await estateOf(estateWithAll('cm2007', 'mixed', install))
  const { client } = previewInstall(estate, catalog, estate.clients.get('desks') as ClientGroup, 'manual', {
    running: false,
  })
  t.deepEqual(ruleLines([...client.inbound, ...client.outbound]), ['out tcp 8080 10.0.0.2'])
})
