// SPDX-License-Identifier: MIT

/** A question: whether a packet from an address reaches a host or client group, or leaves it towards one. */
export type Question = readonly [from: string, to: string, protocol: string, port: number]

/** One case of `open.json`: a small input, what is asked of it, and the right answer. */
export interface FieldCase {
  readonly id: string
  readonly input: string
  readonly kind: 'allows' | 'says' | 'dsc' | 'read' | 'import'
  /** Would be good to have: told, never a failure. */
  readonly wish?: boolean
  readonly why: string
  readonly yes?: readonly Question[]
  readonly no?: readonly Question[]
  readonly out_yes?: readonly Question[]
  readonly or_says?: string
  readonly exit?: number
  readonly check_exit?: number
  readonly says?: string
  readonly codes?: readonly string[]
  readonly not_codes?: readonly string[]
  readonly policy?: string
  readonly addresses?: readonly string[] | Readonly<Record<string, readonly string[]>>
  readonly lacks?: string
  readonly rules?: readonly (readonly [name: string, protocol: string, ports: readonly string[]])[]
  readonly never_any?: readonly string[]
  readonly min_losses?: number
  readonly any_of_rule_or_loss?: string
  readonly or_refuses?: string
  readonly remark?: string
}
