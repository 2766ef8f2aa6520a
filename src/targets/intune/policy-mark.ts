// SPDX-License-Identifier: MIT
import { uuidV5 } from '../../formats/uuid/uuid-v5.ts'

const bare = (name: string): string => uuidV5(name).slice(1, -1).toLowerCase()

/** What the policies of an estate carry in their descriptions, whatever they are named: the estate's part of it. */
export const estateMark = (estate: string): string => `Portwright:${bare(`${estate}|intune`)}`

/** The whole mark of one policy: `part` is its number, or `settings`. */
export const policyMark = (estate: string, policy: string, part: number | 'settings'): string =>
  `[${estateMark(estate)}:${bare(`${estate}|${policy}|intune`)}:${part}]`
