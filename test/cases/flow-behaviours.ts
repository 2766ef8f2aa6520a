// SPDX-License-Identifier: MIT

/** One behaviour a case file: a flow of the user's own that needs it, and in `flows/NAME.txt` what every target that says flows writes for it. */
export const FLOW_BEHAVIOURS: Readonly<Record<string, string>> = {
  'a-port-between-hosts': 'from: a.x.test, to: b.x.test, protocol: tcp, ports: 8443',
  'ports-and-ranges': 'from: a.x.test, to: b.x.test, protocol: udp, ports: [69, 63000-64000]',
  'dynamic-rpc': 'from: desks, to: [a.x.test, b.x.test], protocol: tcp, ports: dynamic',
  'any-sender': 'from: any, to: a.x.test, protocol: tcp, ports: 8443',
  'an-address-range': 'from: 192.0.2.1-192.0.2.9, to: a.x.test, protocol: tcp, ports: 8443',
  'both-families': 'from: desks, to: a.x.test, protocol: tcp, ports: 8443',
  'an-icmp-echo': 'from: desks, to: a.x.test, protocol: icmp',
  'a-flow-that-expires': 'from: a.x.test, to: b.x.test, protocol: tcp, ports: 8443, expires: "2027-03-01"',
}

export const flowCaseEstate = (flow: string | null): string => `
name: test
product: cmcb
sites: { S: { type: primary } }
hosts:
  a.x.test: { addresses: [10.0.0.1, 2001:db8::1], os: windows-server-2022, firewall: { rpc: { ports: 50000-50199 } } }
  b.x.test: { addresses: [10.0.0.2], os: windows-server-2022 }
clients:
  desks: { networks: [10.10.0.0/16, 2001:db8:10::/48] }
${flow === null ? '' : `flows: [{ name: case, ${flow}, reason: test, owner: test }]`}
`
