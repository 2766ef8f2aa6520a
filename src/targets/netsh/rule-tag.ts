// SPDX-License-Identifier: MIT
import { hash } from 'node:crypto'

const hex = (text: string, length: number): string => hash('sha256', text, 'hex').slice(0, length)

/** What the names of all rules of a group have: the start of their tags. */
export const groupTag = (group: string): string => `[pw-${hex(group, 8)}-`

/** Hash of everything that a rule says. */
export const contentHash = (parts: readonly string[]): string => hex(parts.join('\0'), 12)
