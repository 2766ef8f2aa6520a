// SPDX-License-Identifier: MIT

/** An estate with every kind of flow: two RPC ranges, both families, answers from a sender's port, own flows, any, ICMP. */
export const FLOW_ESTATE = `
name: flow estate
product: cmcb
features: all
sites: { S: { type: primary } }
networks:
  offices: [10.10.0.0/16, 2001:db8:10::/48]
  lab: [10.0.0.40-10.0.0.77]
hosts:
  cm.x.test: { addresses: [10.0.0.2, 2001:db8::2], site: S, os: windows-server-2022, roles: [site-server, management-point, sms-provider] }
  dp.x.test: { addresses: [10.0.0.3], site: S, os: windows-server-2022, roles: [pxe-distribution-point], firewall: { rpc: { ports: [51000-51199, 52000-52099] } } }
  sql.x.test: { addresses: [10.0.0.4], site: S, os: windows-server-2019, roles: [{ role: sql-server, port: 14330 }] }
  lab.x.test: { addresses: [10.0.0.50], os: windows-server-2025, roles: [] }
  dc.x.test: { addresses: [10.0.0.5, 2001:db8::5], os: windows-server-2022, roles: [domain-controller, global-catalog] }
  linux.x.test: { addresses: [10.0.0.60], os: other, roles: [] }
clients:
  desks: { site: S, networks: [offices], install: [push, software-update-point] }
management: [10.9.0.0/24]
firewall:
  rpc: { ports: 50000-50199, on: [cm.x.test, lab.x.test, dp.x.test] }
flows:
  - { name: 'a "quoted" name: #1', from: [offices, lab.x.test], to: any, protocol: tcp, ports: [443, 8000-8010], reason: test, owner: somebody, expires: "2027-03-01", ticket: CHG-1 }
  - { name: lab rpc, from: cm.x.test, to: [lab, sql.x.test], protocol: tcp, ports: [135, dynamic], reason: test, owner: somebody }
  - { name: echo, from: any, to: lab, protocol: icmp, reason: test, owner: somebody }
  - { name: from everywhere to a six, from: [2001:db8:99::/64], to: dp.x.test, protocol: tcp, ports: 1, reason: no family is shared, owner: somebody }
`
