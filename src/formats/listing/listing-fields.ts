// SPDX-License-Identifier: MIT
import type { ParameterName } from '../named-parameters/parameter-table.ts'

/** The objects that NetSecurity keeps a rule in; all but the rule itself are told apart by what they hold. */
export type ListingPart =
  | 'rule'
  | 'port'
  | 'address'
  | 'application'
  | 'service'
  | 'interface'
  | 'interfaceType'
  | 'security'

export interface ListingField {
  readonly part: ListingPart
  /** Names of the property, that of the cmdlets first, then that of the class; in lower case. */
  readonly names: readonly string[]
}

const field = (part: ListingPart, ...names: string[]): ListingField => ({ part, names })

/**
 * Where each parameter of a rule stands in what Get-NetFirewallRule and Get-NetFirewall…Filter give.
 * https://learn.microsoft.com/windows/win32/fwp/wmi/wfascimprov/msft-netfirewallrule
 */
export const LISTING_FIELDS = {
  Name: field('rule', 'name', 'instanceid'),
  DisplayName: field('rule', 'displayname', 'elementname'),
  Description: field('rule', 'description'),
  Group: field('rule', 'group', 'rulegroup', 'displaygroup'),
  Enabled: field('rule', 'enabled'),
  Profile: field('rule', 'profile', 'profiles'),
  Direction: field('rule', 'direction'),
  Action: field('rule', 'action'),
  EdgeTraversalPolicy: field('rule', 'edgetraversalpolicy'),
  Platform: field('rule', 'platform', 'platforms'),
  Owner: field('rule', 'owner'),
  LooseSourceMapping: field('rule', 'loosesourcemapping', 'lsm'),
  LocalOnlyMapping: field('rule', 'localonlymapping'),
  Protocol: field('port', 'protocol'),
  LocalPort: field('port', 'localport'),
  RemotePort: field('port', 'remoteport'),
  IcmpType: field('port', 'icmptype'),
  DynamicTarget: field('port', 'dynamictarget', 'dynamictransport'),
  LocalAddress: field('address', 'localaddress', 'localip'),
  RemoteAddress: field('address', 'remoteaddress', 'remoteip'),
  Program: field('application', 'program', 'apppath'),
  Package: field('application', 'package'),
  Service: field('service', 'service', 'servicename'),
  InterfaceAlias: field('interface', 'interfacealias'),
  InterfaceType: field('interfaceType', 'interfacetype'),
  LocalUser: field('security', 'localuser', 'localusers'),
  RemoteUser: field('security', 'remoteuser', 'remoteusers'),
  RemoteMachine: field('security', 'remotemachine', 'remotemachines'),
  Authentication: field('security', 'authentication'),
  Encryption: field('security', 'encryption'),
  OverrideBlockRules: field('security', 'overrideblockrules'),
} as const satisfies Readonly<Record<ParameterName, ListingField>>

/** Of two names for one value, what people see; they may differ without a meaning. */
export const TEXTS_OF_PEOPLE: ReadonlySet<ParameterName> = new Set(['Name', 'DisplayName', 'Description', 'Group'])

/** Without one of these nobody knows what a rule lets through, and the model would say any. */
export const NEEDED: readonly ParameterName[] = [
  'Enabled',
  'Profile',
  'Direction',
  'Action',
  'Protocol',
  'LocalAddress',
  'RemoteAddress',
  'Program',
  'Service',
  'InterfaceType',
]

/** These narrow a rule by what has no key in the model: a rule keeps that they are not known. */
export const CONDITIONS: readonly ParameterName[] = [
  'InterfaceAlias',
  'Package',
  'LocalUser',
  'RemoteUser',
  'RemoteMachine',
  'Authentication',
  'Encryption',
]

/** Fields of newer versions of Windows that narrow a rule and that the cmdlets have no parameter for. */
export const NARROWING = ['packagefamilyname', 'policyappid', 'remotedynamickeywordaddresses'] as const

/** What the classes and PowerShell add, and what says nothing about packets. */
const ABOUT = new Set(
  `caption commonname conditionlisttype creationclassname executionstrategy mandatory policydecisionstrategy policykeywords
  policyroles policyrulename priority ruleusage sequencedactions systemcreationclassname systemname displaygroup statuscode status
  primarystatus enforcementstatus policystoresource policystoresourcetype pscomputername psshowcomputername runspaceid id cimclass
  ciminstanceproperties cimsystemproperties communicationstatus detailedstatus healthstate installdate operatingstatus
  operationalstatus statusdescriptions isnegated appliesto filtertype name elementname instanceid description displayname group
  computername pspath __classmetadata`.split(/\s+/),
)

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.values(LISTING_FIELDS).flatMap(({ names }): readonly string[] => names),
  ...NARROWING,
  ...ABOUT,
])

export const isListingName = (name: string): boolean => KNOWN.has(name)
