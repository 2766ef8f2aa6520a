// SPDX-License-Identifier: MIT

export interface Parameter {
  readonly kind: 'text' | 'list' | 'boolean'
  /** The only words that the parameter takes. */
  readonly words?: readonly string[]
}

const text = { kind: 'text' } as const
const list = { kind: 'list' } as const
const boolean = { kind: 'boolean' } as const
const word = (...words: string[]) => ({ kind: 'text', words }) as const

/**
 * Parameters of New-NetFirewallRule that describe a rule, in the order in which they are written.
 * https://learn.microsoft.com/powershell/module/netsecurity/new-netfirewallrule
 */
export const PARAMETERS = {
  Name: text,
  DisplayName: text,
  Description: text,
  Group: text,
  Enabled: word('True', 'False'),
  Profile: { kind: 'list', words: ['Any', 'Domain', 'Private', 'Public'] },
  Direction: word('Inbound', 'Outbound'),
  Action: word('Allow', 'Block', 'NotConfigured'),
  Protocol: text,
  LocalPort: list,
  RemotePort: list,
  IcmpType: list,
  LocalAddress: list,
  RemoteAddress: list,
  Program: text,
  Service: text,
  InterfaceType: word('Any', 'Wired', 'Wireless', 'RemoteAccess'),
  InterfaceAlias: list,
  EdgeTraversalPolicy: word('Block', 'Allow', 'DeferToUser', 'DeferToApp'),
  Platform: list,
  Package: text,
  Owner: text,
  LocalUser: text,
  RemoteUser: text,
  RemoteMachine: text,
  Authentication: word('NotRequired', 'Required', 'NoEncap'),
  Encryption: word('NotRequired', 'Required', 'Dynamic'),
  OverrideBlockRules: boolean,
  LooseSourceMapping: boolean,
  LocalOnlyMapping: boolean,
  DynamicTarget: word(
    'Any',
    'ProximityApps',
    'ProximitySharing',
    'WifiDirectPrinting',
    'WifiDirectDisplay',
    'WifiDirectDevices',
  ),
} as const satisfies Readonly<Record<string, Parameter>>

export type ParameterName = keyof typeof PARAMETERS

/** Parameters without a key in Rule: they stand under `other`, by their own name. */
export const OTHER_PARAMETERS: readonly ParameterName[] = [
  'InterfaceAlias',
  'EdgeTraversalPolicy',
  'Platform',
  'Package',
  'Owner',
  'LocalUser',
  'RemoteUser',
  'RemoteMachine',
  'Authentication',
  'Encryption',
  'OverrideBlockRules',
  'LooseSourceMapping',
  'LocalOnlyMapping',
  'DynamicTarget',
]

/** The spelling of a parameter's name or of one of its words; PowerShell is blind to case. */
export const spelled = <T extends string>(words: readonly T[], word: string): T | undefined =>
  words.includes(word as T) ? (word as T) : words.find((known) => known.toLowerCase() === word.toLowerCase())
