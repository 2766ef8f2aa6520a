// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'

/** Characters that a SAM account name or a relative distinguished name cannot carry. */
const FORBIDDEN = /["/\\[\]:;|=,+*?<>@#\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
/** A group's common name, which is made equal to its account name, ends here (`ub-common-name`). */
const LIMIT = 64

/**
 * The account name of a group: its name where that will do, else a cut and cleaned one with a hash of the whole name.
 * https://learn.microsoft.com/windows/win32/adschema/a-samaccountname
 */
export const samAccountName = (name: string): string => {
  const clean = name.replace(FORBIDDEN, '_').replace(/^[ .]+|[ .]+$/g, '')
  if (clean === name && name.length <= LIMIT && name !== '') return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8)
  const room = LIMIT - hash.length - 1
  return `${[...clean].reduce((text, char) => (text.length + char.length <= room ? text + char : text), '')}-${hash}`
}
