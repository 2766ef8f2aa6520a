// SPDX-License-Identifier: MIT
import type { AddressSet } from '../formats/address/address-set.ts'
import type { KnownSettings } from '../formats/rule/known-settings.ts'
import type { Loss } from '../formats/rule/loss.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { Profile, Rule } from '../formats/rule/rule.ts'
import type { OwnMark } from './own-mark.ts'

/**
 * Rules that stand together on a computer or in a file: a policy that is compiled now, one that was compiled earlier, a
 * Group Policy backup, a file of anybody's. What is not known is null.
 */
export interface RuleSet {
  /** The policy's id; null in files that name none. */
  readonly id: string | null
  /** Display name of the Group Policy object. */
  readonly name: string | null
  /** What the policy means as one hash; null where it was not compiled. */
  readonly hash: string | null
  /** False for a policy of a workgroup, which no Group Policy reaches. */
  readonly groupPolicy: boolean
  readonly hosts: readonly string[]
  readonly clients: readonly string[]
  /** Of its computers; null where they are not known. */
  readonly addresses: AddressSet | null
  /** By what its own rules are known; null in files, where the policy that is compared says which are its own. */
  readonly own: OwnMark | null
  /** Those that the policy is for; every one in files. */
  readonly profiles: readonly Profile[]
  /** The numbers behind the keyword `RPC`, where a policy says them. */
  readonly dynamicRange: string | null
  readonly rules: readonly Rule[]
  readonly settings: Readonly<Record<Profile, KnownSettings>>
  /** Every other value: ports of RPC, and whatever else of the firewall a file holds. */
  readonly registry: readonly RegistryValue[]
  readonly losses: readonly Loss[]
  /** `estate`, `compile`, or the format as `read` names it. */
  readonly format: string
}
