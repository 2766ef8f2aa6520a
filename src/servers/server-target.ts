// SPDX-License-Identifier: MIT
import type { AddressSet } from '../formats/address/address-set.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { Profile, Rule } from '../formats/rule/rule.ts'

/** A file that travels to a server: its bytes, and the hash that is compared there. */
export interface SentFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** A server and what an output holds for it. */
export interface ServerTarget {
  /** As the estate names it. */
  readonly host: string
  readonly policy: string
  readonly hash: string
  readonly roles: readonly string[]
  readonly addresses: AddressSet | null
  /** Where administrators come from; null where the policy does not say. */
  readonly management: AddressSet | null
  readonly profiles: readonly Profile[]
  readonly registry: readonly RegistryValue[]
  readonly rules: readonly Rule[]
  /** The script of the policy; null where the output has none. */
  readonly script: SentFile | null
  readonly signed: boolean
  readonly setRpc: SentFile | null
  readonly testRpc: SentFile | null
  readonly testSql: readonly SentFile[]
}
