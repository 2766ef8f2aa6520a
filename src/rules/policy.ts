// SPDX-License-Identifier: MIT
import type { PassingOptions } from '../estate/option-effects.ts'
import type { ProfileSettings } from '../formats/rule/profile-settings.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { Profile, Rule } from '../formats/rule/rule.ts'

/** A firewall policy: the rules and registry values that one host, one role set or one client group gets. */
export interface Policy {
  /** Safe as a file name on Windows and Linux. */
  readonly id: string
  /** SHA-256 over what the policy means; the first sixteen digits stand wherever people compare it. */
  readonly hash: string
  /** Display name of the Group Policy object. */
  readonly name: string
  /** Id of the Group Policy backup, `{UPPER-CASE}`; names its folder. */
  readonly guid: string
  /** Id of the Group Policy object inside the backup. */
  readonly gpoGuid: string
  /** Security group that filters the policy. */
  readonly securityGroup: string
  readonly description: string
  /** Group that every rule of the policy carries. */
  readonly group: string
  /** DNS name of the domain whose Group Policy its computers take; null where the estate names none. */
  readonly domain: string | null
  /** False in a workgroup, which no Group Policy reaches. */
  readonly groupPolicy: boolean
  readonly hosts: readonly string[]
  readonly clients: readonly string[]
  /** Where the computers of its client groups are, empty for anywhere; null where it is of hosts. */
  readonly networks: readonly string[] | null
  /** What all its computers are known to run; null where they differ or nothing is known. Filters by WMI hang on it. */
  readonly productType: 'server' | 'workstation' | null
  readonly profiles: readonly Profile[]
  /** The numbers that stand for the keyword `RPC` where a format has none: `49152-65535`, by the operating system. */
  readonly dynamicRange: string
  readonly rules: readonly Rule[]
  /** RPC values and the like, for targets that carry registry values. */
  readonly registry: readonly RegistryValue[]
  /** Set on each of its profiles. */
  readonly settings: ProfileSettings | null
  /** Options of targets that change what passes; the hash covers them. */
  readonly options: PassingOptions
  readonly widened: readonly Widened[]
  readonly covered: readonly CoveredRule[]
}

/** A rule that is not written: others of the policy, which stay for reasons of their own, let all its packets through. */
export interface CoveredRule {
  /** The id that it has wherever it is not covered. */
  readonly id: string
  readonly displayName: string
  /** Ids of the rules that cover it, alone or together. */
  readonly by: readonly string[]
  /** Its flows, which are among the reasons of those rules. */
  readonly flows: readonly string[]
}

/** An allowance beyond the exact need. */
export interface Widened {
  readonly host: string
  readonly from: string
  readonly protocol: string
  readonly ports: readonly string[]
  readonly reason: string
}
