// SPDX-License-Identifier: MIT

import type { ProfileSettings } from '../../../src/formats/rule/profile-settings.ts'
import type { RegistryValue } from '../../../src/formats/rule/registry-value.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import type { TargetOptions } from '../../../src/targets/target.ts'
import { sampleRule } from '../../formats/rule-string/sample-rule.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'
import { plainPolicy } from '../../support/sample/plain-policy.ts'

const RPC = 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet'
export const RPC_VALUES: readonly RegistryValue[] = [
  { key: RPC, name: 'Ports', type: 'REG_MULTI_SZ', data: ['50000-50199'] },
  { key: RPC, name: 'PortsInternetAvailable', type: 'REG_SZ', data: 'Y' },
  { key: RPC, name: 'UseInternetPorts', type: 'REG_SZ', data: 'Y' },
]

export const SETTINGS: ProfileSettings = {
  enabled: true,
  defaultInbound: 'block',
  defaultOutbound: 'allow',
  localRules: false,
  localConnectionSecurityRules: false,
  notifications: false,
  unicastResponse: false,
  logDropped: true,
  logAllowed: false,
  logFile: '%systemroot%\\system32\\LogFiles\\Firewall\\pfirewall.log',
  logSize: 16_384,
}

export const policy = (fields: Partial<Policy> = {}): Policy =>
  plainPolicy({
    name: 'Portwright - contoso - cm01.contoso.test',
    guid: '{11111111-2222-4333-8444-555555555555}',
    gpoGuid: '{AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE}',
    securityGroup: 'G',
    description: 'Words',
    group: 'Group',
    hosts: [],
    rules: [
      sampleRule({ id: '{A}', protocol: 'tcp', localPorts: ['445', 'RPC', '50000-50199'], profiles: ['domain'] }),
      sampleRule({ id: '{B}', direction: 'out', action: 'block', remoteAddresses: ['LocalSubnet', '10.0.0.0/8'] }),
      sampleRule({ id: '{C}', protocol: 'icmp4', icmpTypes: ['8:*'], displayName: 'Größe ‚ 値', enabled: false }),
      sampleRule({
        id: '{D}',
        protocol: 'udp',
        remotePorts: ['69'],
        program: '%SystemRoot%\\a.exe',
        service: 'WDSServer',
      }),
    ],
    registry: RPC_VALUES,
    ...fields,
  })

export const options: TargetOptions = { ...PLAIN_OPTIONS, version: '0.0.0' }
