// SPDX-License-Identifier: MIT
import type { Rule } from '../../src/formats/rule/rule.ts'
import { rule } from '../support/sample-rules.ts'

const svchost = '%SystemRoot%\\system32\\svchost.exe'

/** One behaviour a case file: a rule that needs it, and in `NAME.txt` what every target says of it. */
export const BEHAVIOURS: Readonly<Record<string, Rule>> = {
  'a-port-from-one-address': rule(),
  'a-port-range': rule({ protocol: 'udp', localPorts: ['63000-64000'] }),
  'several-ports': rule({ localPorts: ['80', '443', '8000-8010'] }),
  'dynamic-rpc': rule({ localPorts: ['RPC'] }),
  'rpc-range-and-keyword': rule({ localPorts: ['50000-50199', 'RPC'] }),
  'rpc-endpoint-mapper-of-a-service': rule({ localPorts: ['RPC-EPMap'], program: svchost, service: 'RpcSs' }),
  'a-kernel-listener': rule({ program: 'System' }),
  'a-program-with-blanks': rule({ program: 'C:\\Program Files\\Vendor & Co\\agent 100%.exe' }),
  'addresses-of-every-kind': rule({
    remoteAddresses: [
      '10.0.0.10',
      '10.10.0.0/16',
      '192.0.2.1-192.0.2.9',
      '2001:db8::10',
      '2001:db8:10::/48',
      '2001:db8:20::1-2001:db8:20::9',
    ],
  }),
  'any-address': rule({ remoteAddresses: [] }),
  'the-local-subnet': rule({ remoteAddresses: ['LocalSubnet'] }),
  'the-dns-servers-of-the-computer': rule({
    direction: 'out',
    protocol: 'udp',
    localPorts: [],
    remotePorts: ['53'],
    remoteAddresses: ['DNS'],
  }),
  'a-local-address': rule({ localAddresses: ['10.0.0.7'] }),
  'an-icmp-echo-request': rule({ protocol: 'icmp4', localPorts: [], icmpTypes: ['8:*'] }),
  'icmpv6-types': rule({
    protocol: 'icmp6',
    localPorts: [],
    icmpTypes: ['128:*', '1:4'],
    remoteAddresses: ['2001:db8::/32'],
  }),
  outbound: rule({ direction: 'out', localPorts: [], remotePorts: ['443'] }),
  'every-profile': rule({ profiles: ['domain', 'private', 'public'] }),
  'two-profiles': rule({ profiles: ['domain', 'public'] }),
  'a-block': rule({ action: 'block' }),
  disabled: rule({ enabled: false }),
  'names-of-other-languages': rule({
    displayName: 'SMB zum Verteilungspunkt “Köln” 分发点',
    description: 'Größe & <b>Ort</b> `$(whoami)` %PATH% !x! ^ "q" ’s',
  }),
  'a-name-that-rule-strings-cannot-say': rule({ displayName: 'a | b' }),
}
