// SPDX-License-Identifier: MIT

export type StoredRule = Readonly<Record<string, unknown>> & { readonly Name: string; readonly Group: string | null }

export interface PolicyStore {
  readonly rules: readonly StoredRule[]
  readonly profiles: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** The state of the stand-in module NetSecurity. */
export interface StandInFirewall {
  readonly stores: Readonly<Record<string, PolicyStore>>
  /** Every call: the cmdlet and what it names, or `all`. */
  readonly calls: readonly string[]
  /** `Cmdlet` or `Cmdlet NAME`: these calls fail. */
  readonly failOn: readonly string[]
  /** `Cmdlet NAME`: these calls are taken and change nothing. */
  readonly loses: readonly string[]
  /** Get- and Set-NetFirewallRule have no -GPOSession. */
  readonly withoutRuleSession: boolean
  /** Filters do not say which rule they are of, unless they are asked for by association. */
  readonly withoutFilterId: boolean
  /** What Group Policy says of the profiles that are in force. */
  readonly active?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined
  /** Names of rules that ActiveStore lacks. */
  readonly hides?: readonly string[] | undefined
  /** Rules that Group Policy brings: ActiveStore shows them beside the computer's own. */
  readonly groupPolicy?: readonly StoredRule[] | undefined
  /** Rules whose PrimaryStatus is not OK. */
  readonly statuses?: Readonly<Record<string, string>> | undefined
  /** States of services. */
  readonly services?: Readonly<Record<string, string>> | undefined
  /** Firewalls that Security Center knows. */
  readonly firewalls?: readonly string[] | undefined
  /** At this call of ours somebody else puts the rule into the stored GPO. */
  readonly meanwhile?: { readonly call: string; readonly store: string; readonly rule: StoredRule } | undefined
}

export const GPO = 'contoso.test\\Firewall'

const PROFILE = {
  Enabled: 'NotConfigured',
  DefaultInboundAction: 'NotConfigured',
  DefaultOutboundAction: 'NotConfigured',
  AllowLocalFirewallRules: 'NotConfigured',
  AllowLocalIPsecRules: 'NotConfigured',
  NotifyOnListen: 'NotConfigured',
  AllowUnicastResponseToMulticast: 'NotConfigured',
  LogFileName: '%systemroot%\\system32\\LogFiles\\Firewall\\pfirewall.log',
  LogMaxSizeKilobytes: 4096,
  LogBlocked: 'NotConfigured',
  LogAllowed: 'NotConfigured',
}

const EMPTY: PolicyStore = { rules: [], profiles: { Domain: PROFILE, Private: PROFILE, Public: PROFILE } }

/** What a GPO says of a profile before anybody has configured it. */
const SILENT = { ...PROFILE, LogFileName: 'NotConfigured', LogMaxSizeKilobytes: 'NotConfigured' }
const SILENT_GPO: PolicyStore = { rules: [], profiles: { Domain: SILENT, Private: SILENT, Public: SILENT } }

/** A computer and a GPO, both without rules. */
export const emptyFirewall: StandInFirewall = {
  stores: { PersistentStore: EMPTY, [GPO]: SILENT_GPO },
  calls: [],
  failOn: [],
  loses: [],
  withoutRuleSession: false,
  withoutFilterId: false,
}

/** A rule that somebody else made. */
export const foreignRule = (name: string, group: string | null): StoredRule => ({
  Name: name,
  DisplayName: `Foreign ${name}`,
  Description: null,
  Group: group,
  Enabled: 'True',
  Profile: 'Any',
  Direction: 'Inbound',
  Action: 'Allow',
  EdgeTraversalPolicy: 'Block',
  Platform: [],
  Owner: null,
  LooseSourceMapping: false,
  LocalOnlyMapping: false,
  Protocol: 'TCP',
  LocalPort: ['3389'],
  RemotePort: 'Any',
  IcmpType: 'Any',
  DynamicTarget: 'Any',
  LocalAddress: 'Any',
  RemoteAddress: 'Any',
  Program: 'Any',
  Package: null,
  Service: 'Any',
  InterfaceType: 'Any',
  InterfaceAlias: 'Any',
  Authentication: 'NotRequired',
  Encryption: 'NotRequired',
  OverrideBlockRules: false,
  LocalUser: 'Any',
  RemoteUser: 'Any',
  RemoteMachine: 'Any',
})
