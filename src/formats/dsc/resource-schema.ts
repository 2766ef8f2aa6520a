// SPDX-License-Identifier: MIT

export interface DscProperty {
  readonly type: 'string' | 'string[]' | 'boolean' | 'uint64'
  readonly role: 'key' | 'write' | 'read'
  readonly values?: readonly string[]
}

export interface DscSchema {
  readonly className: string
  /** Names that earlier versions of the module gave the class. */
  readonly formerly: readonly string[]
  readonly module: string
  readonly properties: Readonly<Record<string, DscProperty>>
}

const key = (...values: string[]): DscProperty => ({
  type: 'string',
  role: 'key',
  ...(values.length > 0 && { values }),
})
const text: DscProperty = { type: 'string', role: 'write' }
const list: DscProperty = { type: 'string[]', role: 'write' }
const boolean: DscProperty = { type: 'boolean', role: 'write' }
const word = (...values: string[]): DscProperty => ({ type: 'string', role: 'write', values })
const state = word('True', 'False', 'NotConfigured')
const ensure = word('Present', 'Absent')

/**
 * What each resource takes, as of NetworkingDsc 8.0.0 to 9.1.0 and PSDesiredStateConfiguration 1.1.
 * https://github.com/dsccommunity/NetworkingDsc, source/DSCResources/*.schema.mof
 */
export const DSC_RESOURCES = {
  Firewall: {
    className: 'DSC_Firewall',
    formerly: ['MSFT_Firewall', 'MSFT_xFirewall'],
    module: 'NetworkingDsc',
    properties: {
      Name: key(),
      DisplayName: text,
      Group: text,
      Ensure: ensure,
      Enabled: word('True', 'False'),
      Action: word('NotConfigured', 'Allow', 'Block'),
      Profile: list,
      Direction: word('Inbound', 'Outbound'),
      RemotePort: list,
      LocalPort: list,
      Protocol: text,
      Description: text,
      Program: text,
      Service: text,
      Authentication: word('NotRequired', 'Required', 'NoEncap'),
      Encryption: word('NotRequired', 'Required', 'Dynamic'),
      InterfaceAlias: list,
      InterfaceType: word('Any', 'Wired', 'Wireless', 'RemoteAccess'),
      LocalAddress: list,
      LocalUser: text,
      Package: text,
      Platform: list,
      RemoteAddress: list,
      RemoteMachine: text,
      RemoteUser: text,
      DynamicTransport: word(
        'Any',
        'ProximityApps',
        'ProximitySharing',
        'WifiDirectPrinting',
        'WifiDirectDisplay',
        'WifiDirectDevices',
      ),
      EdgeTraversalPolicy: word('Block', 'Allow', 'DeferToUser', 'DeferToApp'),
      IcmpType: list,
      LocalOnlyMapping: boolean,
      LooseSourceMapping: boolean,
      OverrideBlockRules: boolean,
      Owner: text,
      DisplayGroup: { type: 'string', role: 'read' },
    },
  },
  FirewallProfile: {
    className: 'DSC_FirewallProfile',
    formerly: ['MSFT_FirewallProfile', 'MSFT_xFirewallProfile'],
    module: 'NetworkingDsc',
    properties: {
      Name: key('Domain', 'Public', 'Private'),
      AllowInboundRules: state,
      AllowLocalFirewallRules: state,
      AllowLocalIPsecRules: state,
      AllowUnicastResponseToMulticast: state,
      AllowUserApps: state,
      AllowUserPorts: state,
      DefaultInboundAction: word('Block', 'Allow', 'NotConfigured'),
      DefaultOutboundAction: word('Block', 'Allow', 'NotConfigured'),
      DisabledInterfaceAliases: list,
      Enabled: state,
      EnableStealthModeForIPsec: state,
      LogAllowed: state,
      LogBlocked: state,
      LogFileName: text,
      LogIgnored: state,
      LogMaxSizeKilobytes: { type: 'uint64', role: 'write' },
      NotifyOnListen: state,
    },
  },
  Registry: {
    className: 'MSFT_RegistryResource',
    formerly: ['MSFT_xRegistryResource', 'DSC_xRegistryResource'],
    module: 'PSDesiredStateConfiguration',
    properties: {
      Key: key(),
      ValueName: key(),
      ValueData: list,
      ValueType: word('String', 'Binary', 'DWord', 'QWord', 'MultiString', 'ExpandString'),
      Ensure: ensure,
      Hex: boolean,
      Force: boolean,
    },
  },
} as const satisfies Readonly<Record<string, DscSchema>>

export type DscType = keyof typeof DSC_RESOURCES

/** The base class of every resource (OMI_BaseResource) and what the compiler adds. */
export const COMMON_PROPERTIES: readonly string[] = [
  'ResourceID',
  'SourceInfo',
  'DependsOn',
  'ModuleName',
  'ModuleVersion',
  'ConfigurationName',
  'PsDscRunAsCredential',
]

const TYPES: ReadonlyMap<string, DscType> = new Map(
  (Object.entries(DSC_RESOURCES) as [DscType, DscSchema][]).flatMap(([type, { className, formerly }]) =>
    [type, `x${type}`, className, ...formerly].map((name): [string, DscType] => [name.toLowerCase(), type]),
  ),
)

/** The resource that a class of a MOF or the name of a block stands for, xNetworking's and older classes included. */
export const dscTypeOf = (name: string): DscType | null => TYPES.get(name.toLowerCase()) ?? null
