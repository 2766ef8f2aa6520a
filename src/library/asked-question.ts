// SPDX-License-Identifier: MIT
import type { CanAnswer } from '../analysis/can.ts'
import type { Profile } from '../formats/rule/rule.ts'

export interface AskedQuestion {
  readonly from: string
  readonly to: string
  readonly packet: string
  readonly profile: Profile | null
  readonly direction: 'in' | 'out' | null
}

export interface FoundAnswer {
  readonly found: CanAnswer
  readonly fix: string | null
}
