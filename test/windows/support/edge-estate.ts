// SPDX-License-Identifier: MIT

const windowsText = (text: string): string => text.replaceAll('\n', '\r\n')

/** Names that Windows has its own ideas about, with umlauts, line ends of Windows and a byte order mark. */
export const EDGE_ESTATE = windowsText(`\ufeff# Gr\u00f6\u00dfe
name: Gr\u00f6\u00dfe & Co
product: cmcb
firewall: { rpc: { ports: 20000-20299 } }
sites:
  P01: { type: primary }
networks:
  B\u00fcro: [192.0.2.0/25]
hosts:
  cm01.example.test: { addresses: [198.51.100.10], site: P01, roles: [site-server, management-point], policy: CON }
  db01.example.test: { addresses: [198.51.100.11], site: P01, roles: [sql-server], policy: NUL.txt }
  dp01.example.test: { addresses: [198.51.100.12], site: P01, roles: [distribution-point], policy: Web. }
  dp02.example.test: { addresses: [198.51.100.13], site: P01, roles: [distribution-point], policy: web }
  dp03.example.test: { addresses: [198.51.100.14], site: P01, roles: [distribution-point], policy: 'a:b\\c/d?*"<>' }
clients:
  B\u00fcro & Lager: { site: P01, networks: [B\u00fcro] }
`)

export const TINY_ESTATE = windowsText(`name: tiny
product: cmcb
sites:
  P01: { type: primary }
hosts:
  cm01.example.test: { addresses: [198.51.100.10], site: P01, roles: [site-server] }
  db01.example.test: { addresses: [198.51.100.11], site: P01, roles: [sql-server] }
`)

export const LOG = windowsText(`#Version: 1.5
#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path pid
2026-11-02 08:11:09 DROP TCP 192.0.2.17 198.51.100.10 52114 9800 52 S 2351482979 0 64240 - - - RECEIVE 4
`)
