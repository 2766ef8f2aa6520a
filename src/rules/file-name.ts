// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'

const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(\.|$)/i
const LONGEST = 100

/**
 * A name that Windows and Linux both take as a file name and that no shell needs quoted: ASCII letters, digits, `.`, `_`, `+`, `-`.
 * Where something had to be replaced or cut, a hash of the whole name keeps two names apart.
 */
export const fileName = (name: string): string => safe(name, /[^A-Za-z0-9._+-]+/g)

/** The name of an estate in a path, where other programs' rules for names allow no `+` either. */
export const estateFileName = (name: string): string => safe(name, /[^A-Za-z0-9._-]+/g)

const safe = (name: string, refused: RegExp): string => {
  const plain = name.replace(refused, '-').replace(/^[-.]+|[-.]+$/g, '')
  const prefixed = RESERVED.test(plain) ? `policy-${plain}` : plain
  if (prefixed === name && prefixed.length <= LONGEST) return prefixed
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return [prefixed.slice(0, LONGEST - 9).replace(/[-.]+$/, ''), hash].filter((part) => part !== '').join('-')
}
