// SPDX-License-Identifier: MIT

export interface OperatingSystemFacts {
  readonly name: string
  readonly family: 'server' | 'client' | 'other'
  /** Dynamic ports are 1025-5000 before Windows Vista and Windows Server 2008, 49152-65535 since. */
  readonly dynamicPorts: '1025-5000' | '49152-65535'
}

/** Windows Firewall with Advanced Security came with the system that changed the dynamic ports: Vista and Server 2008. */
export const hasAdvancedFirewall = (os: string | null): boolean =>
  os === null || OPERATING_SYSTEMS.get(os)?.dynamicPorts !== '1025-5000'

const server = (id: string, name: string, dynamicPorts: OperatingSystemFacts['dynamicPorts'] = '49152-65535') =>
  [id, { name, family: 'server', dynamicPorts }] as const
const client = (id: string, name: string, dynamicPorts: OperatingSystemFacts['dynamicPorts'] = '49152-65535') =>
  [id, { name, family: 'client', dynamicPorts }] as const

/** What `os` may say. */
export const OPERATING_SYSTEMS: ReadonlyMap<string, OperatingSystemFacts> = new Map<string, OperatingSystemFacts>([
  server('windows-server-2003', 'Windows Server 2003', '1025-5000'),
  server('windows-server-2003-r2', 'Windows Server 2003 R2', '1025-5000'),
  server('windows-server-2008', 'Windows Server 2008'),
  server('windows-server-2008-r2', 'Windows Server 2008 R2'),
  server('windows-server-2012', 'Windows Server 2012'),
  server('windows-server-2012-r2', 'Windows Server 2012 R2'),
  server('windows-server-2016', 'Windows Server 2016'),
  server('windows-server-2019', 'Windows Server 2019'),
  server('windows-server-2022', 'Windows Server 2022'),
  server('windows-server-2025', 'Windows Server 2025'),
  client('windows-xp', 'Windows XP', '1025-5000'),
  client('windows-vista', 'Windows Vista'),
  client('windows-7', 'Windows 7'),
  client('windows-8', 'Windows 8'),
  client('windows-8.1', 'Windows 8.1'),
  client('windows-10', 'Windows 10'),
  client('windows-11', 'Windows 11'),
  ['other', { name: 'a system that is not Windows', family: 'other', dynamicPorts: '49152-65535' }],
])
