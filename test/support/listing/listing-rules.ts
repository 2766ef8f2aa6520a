// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { plainRule } from '../sample/plain-rule.ts'

/** Rules with something of each kind that a listing can say. */
export const LISTING_RULES: readonly Rule[] = [
  plainRule({
    id: '{A0}',
    displayName: 'SMB',
    localPorts: ['445'],
    remoteAddresses: ['10.0.0.10', '10.20.0.0/16'],
    program: 'System',
  }),
  plainRule({ id: '{A1}', displayName: 'RPC', localPorts: ['RPC'], remoteAddresses: ['10.0.0.10'], profiles: [] }),
  plainRule({
    id: '{A2}',
    displayName: 'Endpoint mapper',
    localPorts: ['RPC-EPMap'],
    program: '%SystemRoot%\\system32\\svchost.exe',
    service: 'RpcSs',
    remoteAddresses: ['LocalSubnet'],
  }),
  plainRule({
    id: '{A3}',
    displayName: 'PXE',
    protocol: 'udp',
    localPorts: ['63000-64000', '69'],
    remoteAddresses: ['192.0.2.1-192.0.2.9'],
  }),
  plainRule({
    id: '{A4}',
    displayName: 'Echo',
    protocol: 'icmp4',
    icmpTypes: ['8:*'],
    remoteAddresses: ['10.10.0.0/16'],
  }),
  plainRule({
    id: '{A5}',
    displayName: 'Müller "web"',
    localPorts: ['80', '443', '8530'],
    remoteAddresses: ['2001:db8::/32'],
    profiles: ['domain', 'private'],
  }),
  plainRule({ id: '{A6}', displayName: 'Off', localPorts: ['1433'], enabled: false, interfaceTypes: ['Wireless'] }),
  plainRule({
    id: '{A7}',
    displayName: 'Stop',
    direction: 'out',
    action: 'block',
    remotePorts: ['25'],
    localAddresses: ['10.0.0.7'],
  }),
  plainRule({ id: '{A8}', displayName: 'GRE', protocol: 47, group: 'Tunnels', description: 'One, two; three' }),
]
