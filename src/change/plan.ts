// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Responsible } from '../flows/flow.ts'
import type { Loss } from '../formats/rule/loss.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { Profile, Rule } from '../formats/rule/rule.ts'
import type { Change } from '../packets/change.ts'

/** Who stands at one end of a change: computers by name, what no name is known for by address. */
export interface ChangeEnd {
  /** Hosts, client groups and named addresses; empty where the end is any address. */
  readonly names: readonly string[]
  /** As a rule says them; empty means any. */
  readonly addresses: readonly string[]
  /** Site system roles that meet here, as far as flows or the estate tell. */
  readonly roles: readonly string[]
}

/** Packets that pass now and did not before, or the other way round, with who sends them to whom and why. */
export interface PlannedChange extends Change {
  /** Who opens the connection, and who answers. */
  readonly from: ChangeEnd
  readonly to: ChangeEnd
  readonly flows: readonly string[]
  /** Reason, owner and documents of those flows. */
  readonly why: readonly Why[]
  /** One line: `workstations reach ps1sql.contoso.test on tcp 14330`. */
  readonly text: string
}

export interface Why extends Partial<Responsible> {
  readonly flow: string
  readonly text: string
  /** `002:479`, or a document's tag with its section. */
  readonly sources: readonly string[]
}

export interface RuleChange {
  readonly change: 'added' | 'removed' | 'changed' | 'same'
  /** As it is now; for `removed` as it was. */
  readonly rule: Rule
  readonly was: Rule | null
  /** Fields that differ; of a rule that is the same only those that say no packet: names and descriptions. */
  readonly fields: readonly string[]
}

export interface SettingChange {
  readonly profile: Profile
  readonly setting: string
  readonly was: string | number | boolean | null
  readonly now: string | number | boolean | null
}

export interface RegistryChange {
  readonly key: string
  readonly name: string
  readonly was: RegistryValue['data'] | null
  readonly now: RegistryValue['data'] | null
}

export interface Names {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** What no rule says and the network sees: a policy in force at other addresses. */
export interface Move {
  readonly names: readonly string[]
  readonly addresses: readonly string[]
  readonly changes: readonly PlannedChange[]
}

export interface PolicyPlan {
  readonly id: string
  /** The id that it had, where that was another. */
  readonly wasId: string | null
  readonly name: string | null
  readonly state: 'new' | 'gone' | 'changed' | 'same'
  readonly hash: string | null
  readonly was: string | null
  readonly hosts: Names
  readonly clients: Names
  readonly profiles: readonly Profile[]
  /** Its computers now; of a policy that is gone, those that it had. */
  readonly members: readonly string[]
  /** Of those computers, as far as they are known. */
  readonly addresses: readonly string[]
  readonly wasAddresses: readonly string[]
  readonly opened: readonly PlannedChange[]
  readonly closed: readonly PlannedChange[]
  /** Computers that came to the policy, or have other addresses now, with what its rules have let through all the time. */
  readonly arrived: Move | null
  /** Computers that left it, or the addresses that they had. */
  readonly departed: Move | null
  readonly rules: readonly RuleChange[]
  /** Rules of others beside ours; listed only where that is asked for. */
  readonly foreign: readonly Rule[]
  readonly foreignCount: number
  readonly settings: readonly SettingChange[]
  readonly registry: readonly RegistryChange[]
  /** The one computer that was looked at, where a policy is held against computers. */
  readonly host?: string
}

export interface PlanSummary {
  readonly policies: Readonly<Record<PolicyPlan['state'], number>>
  readonly opened: number
  readonly closed: number
  readonly rules: Readonly<Record<RuleChange['change'], number>>
  readonly settings: number
  readonly registry: number
  readonly foreign: number
}

/** What becomes different, policy by policy, in packets. */
export interface Plan {
  readonly estate: string | null
  readonly path: string
  readonly against: {
    readonly path: string
    readonly format: string
    readonly version?: number
    /** Servers that were read, and those that were asked and could not be. */
    readonly hosts?: readonly string[]
    readonly unread?: readonly string[]
    /** What of it was not understood and is not compared. */
    readonly losses: readonly Loss[]
  }
  readonly version?: number
  readonly policies: readonly PolicyPlan[]
  readonly flows: Names & { readonly changed: readonly string[] }
  /** Blocks of others that stop packets of ours. */
  readonly warnings: readonly Diagnostic[]
  readonly summary: PlanSummary
}

/** Whether anything but names and rules of others differs. */
export const isDifferent = ({ policies }: Plan): boolean => policies.some(({ state }) => state !== 'same')
