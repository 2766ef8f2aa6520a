// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import { NO_SETTINGS } from '../../support/sample/no-settings.ts'
import { plainPolicy } from '../../support/sample/plain-policy.ts'
import { plainRule } from '../../support/sample/plain-rule.ts'

export const rule = (changes: Partial<Rule> = {}): Rule =>
  plainRule({
    id: '{6F3C1A52-D0B8-4E7F-9A5D-2C7BE1F04A83}',
    displayName: 'ConfigMgr: SMB to the site server from the management point',
    description: 'The management point copies state messages to the site server.',
    group: 'Portwright contoso cm01',
    localPorts: ['445', '50000-50199', 'RPC-EPMap'],
    remoteAddresses: ['LocalSubnet', '10.0.0.10', '10.10.0.0/16', '192.0.2.1-192.0.2.9', '2001:db8::/32'],
    ...changes,
  })

export const samplePolicy = (changes: Partial<Policy> = {}): Policy =>
  plainPolicy({
    name: 'ConfigMgr firewall: cm01.contoso.test',
    guid: '{00000000-0000-5000-8000-000000000001}',
    gpoGuid: '{00000000-0000-5000-8000-000000000002}',
    securityGroup: 'contoso cm01',
    description: 'What the site server cm01 receives.',
    group: 'Portwright contoso cm01',
    rules: [
      rule(),
      rule({
        id: '{6F3C1A52-D0B8-4E7F-9A5D-2C7BE1F04A84}',
        displayName: 'ConfigMgr: ping',
        description: '',
        protocol: 'icmp4',
        localPorts: [],
        icmpTypes: ['8:*', '3:4'],
        remoteAddresses: [],
      }),
      rule({
        id: '{6F3C1A52-D0B8-4E7F-9A5D-2C7BE1F04A85}',
        displayName: 'ConfigMgr: everything to WSUS',
        direction: 'out',
        protocol: 'udp',
        localPorts: [],
        remotePorts: ['8530'],
        remoteAddresses: ['10.0.0.11'],
        program: 'C:\\Program Files\\CM\\cm.exe',
        service: 'CcmExec',
      }),
    ],
    registry: [
      { key: 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet', name: 'Ports', type: 'REG_MULTI_SZ', data: ['50000-50199'] },
      { key: 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet', name: 'PortsInternetAvailable', type: 'REG_SZ', data: 'Y' },
      { key: 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet', name: 'UseInternetPorts', type: 'REG_SZ', data: 'Y' },
    ],
    settings: {
      ...NO_SETTINGS,
      enabled: true,
      defaultInbound: 'block',
      localRules: true,
      logDropped: true,
      logSize: 16384,
    },
    ...changes,
  })
