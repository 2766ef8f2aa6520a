// SPDX-License-Identifier: MIT
import type { InstallMethod, Product, Source } from '../catalog/catalog-flow.ts'

/** A rule group that Windows ships, as an alternative to rules of our own. */
export interface PredefinedGroup {
  readonly name: string
  /** What names the group whatever the language of Windows. */
  readonly resource: string
  readonly directions: readonly ('in' | 'out')[]
  /** The same by PowerShell, on one computer. */
  readonly command: string
  /** What it opens that the rules do not. */
  readonly text: string
  readonly sources: readonly Source[]
}

const enable = (resource: string): string => `Enable-NetFirewallRule -Group '${resource}'`

const FILE_SHARING: Omit<PredefinedGroup, 'sources' | 'directions'> = {
  name: 'File and Printer Sharing',
  resource: '@FirewallAPI.dll,-28502',
  command: enable('@FirewallAPI.dll,-28502'),
  text: 'Opens SMB as the rules do, and also NetBIOS (UDP 137 and 138, TCP 139), the print spooler, name resolution and ICMP echo, and not only from the site server.',
}

const WMI: Omit<PredefinedGroup, 'sources' | 'directions'> = {
  name: 'Windows Management Instrumentation (WMI)',
  resource: '@FirewallAPI.dll,-34251',
  command: enable('@FirewallAPI.dll,-34251'),
  text: 'Opens the RPC endpoint mapper and any port on which the service winmgmt listens, and not only from the site server.',
}

const source = (section: string): readonly Source[] => [{ document: 'cfw', section, line: null }]

/** Groups that an administrator may enable on the clients instead of the explicit inbound rules. */
export const predefinedGroups = (_product: Product, method: InstallMethod): readonly PredefinedGroup[] => {
  if (method !== 'push') return []
  return [
    { ...FILE_SHARING, directions: ['in', 'out'], sources: source('Client push installation') },
    { ...WMI, directions: ['in'], sources: source('Client push installation') },
  ]
}
