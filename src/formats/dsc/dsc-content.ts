// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import type { Rule } from '../rule/rule.ts'

/** What a DSC document says. Settings of profiles are registry values of the local store. */
export interface DscContent {
  readonly rules: readonly Rule[]
  readonly registry: readonly RegistryValue[]
  readonly losses: readonly Loss[]
}

export const NO_CONTENT: DscContent = { rules: [], registry: [], losses: [] }

export const joinContent = (parts: readonly DscContent[]): DscContent => ({
  rules: parts.flatMap((part) => part.rules),
  registry: parts.flatMap((part) => part.registry),
  losses: parts.flatMap((part) => part.losses),
})

const MAX_TEXT = 4_000

/** A piece of a damaged document that could not be read, with its text. */
export const lostPiece = (field: string, text: string, reason = 'is damaged, and not read'): DscContent => ({
  ...NO_CONTENT,
  losses: [{ rule: null, field, reason, text: text.trim().slice(0, MAX_TEXT) }],
})

/** A document that is not what it should be, as a loss of the whole. */
export const faultContent = (field: string, reason: string): DscContent => ({
  ...NO_CONTENT,
  losses: [{ rule: null, field, reason }],
})
