// SPDX-License-Identifier: MIT

/** The field and the token that say a keyword. */
export interface KeywordToken {
  readonly key: string
  readonly token: string
}

/** Local ports. Windows writes IPHTTPSIn as a pair of tokens: MS-GPFAS 2.2.2.4, MS-FASP 2.2.14. */
export const LOCAL_PORT_KEYWORDS: ReadonlyMap<string, readonly KeywordToken[]> = new Map([
  ['RPC', [{ key: 'LPort', token: 'RPC' }]],
  ['RPC-EPMap', [{ key: 'LPort', token: 'RPC-EPMap' }]],
  ['Teredo', [{ key: 'LPort', token: 'Teredo' }]],
  [
    'IPHTTPSIn',
    [
      { key: 'LPort2_10', token: 'IPTLSIn' },
      { key: 'LPort2_10', token: 'IPHTTPSIn' },
    ],
  ],
  ['DHCP', [{ key: 'LPort2_20', token: 'DHCP' }]],
  ['PlayToDiscovery', [{ key: 'LPort2_20', token: 'Ply2Disc' }]],
  ['mDNS', [{ key: 'LPort2_24', token: 'mDNS' }]],
])

export const REMOTE_PORT_KEYWORDS: ReadonlyMap<string, readonly KeywordToken[]> = new Map([
  [
    'IPHTTPSOut',
    [
      { key: 'RPort2_10', token: 'IPTLSOut' },
      { key: 'RPort2_10', token: 'IPHTTPSOut' },
    ],
  ],
])

/** Keywords that a rule string says in RA4 and RA6. */
export const ADDRESS_TOKENS: ReadonlyMap<string, string> = new Map([
  ['LocalSubnet', 'LocalSubnet'],
  ['DNS', 'DNS'],
  ['DHCP', 'DHCP'],
  ['WINS', 'WINS'],
  ['DefaultGateway', 'DefaultGateway'],
])

/** Keywords that it says in RA42 and RA62, in Windows' spelling. */
export const ADDRESS_TOKENS_2_20: ReadonlyMap<string, string> = new Map([
  ['Intranet', 'IntrAnet'],
  ['Internet', 'IntErnet'],
  ['PlayToDevice', 'Ply2Renders'],
  ['IntranetRemoteAccess', 'RmtIntrAnet'],
  ['CaptivePortal', 'CaptivePortal'],
])

/** Names that service rules inside Windows use in place of numbers. */
export const PROTOCOL_NAMES: ReadonlyMap<string, number> = new Map([
  ['tcp', 6],
  ['udp', 17],
  ['icmp', 1],
  ['icmpv4', 1],
  ['icmpv6', 58],
  ['any', 256],
])

/** As rule strings spell them; NetSecurity calls `Lan` Wired. */
export const INTERFACE_TYPES: readonly string[] = ['Lan', 'Wireless', 'RemoteAccess']
