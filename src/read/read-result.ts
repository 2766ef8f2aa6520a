// SPDX-License-Identifier: MIT
import type { Loss } from '../formats/rule/loss.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { Rule } from '../formats/rule/rule.ts'

/** What `read --json` prints. */
export interface ReadResult {
  readonly format: string
  readonly rules: readonly Rule[]
  readonly registry: readonly RegistryValue[]
  readonly losses: readonly Loss[]
}
