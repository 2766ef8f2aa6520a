// SPDX-License-Identifier: MIT
import type { Part, Path, Report } from '../problem.ts'

const LONGEST = 200
/**
 * Control characters, halves of pairs, noncharacters, line separators, marks that turn the direction of text round, and
 * U+FFFD, which stands for bytes that are no character: no reader takes a rule that holds it.
 */
const isUnprintable = (text: string): boolean =>
  // Made when a name asks for it: the tables of Unicode cost a start more than all names of a small estate.
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/u.test(text)

const PLAIN = /^[ -~]*$/
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i

/** Names that Windows keeps for devices, whatever follows after a dot. */
export const isReservedName = (name: string): boolean => RESERVED.test(name.replace(/\..*$/s, '').trim())

export const isPrintable = (text: string): boolean => PLAIN.test(text) || !isUnprintable(text)

const whyNot = (name: string): string | null => {
  if (name === '') return 'it is empty'
  if (name.includes('|')) return '`|` ends a field in a Windows Firewall rule'
  if (!isPrintable(name)) return 'it holds a character that cannot be printed'
  if (name.trim() !== name) return 'it starts or ends with a blank'
  return name.length > LONGEST && [...name].length > LONGEST ? `it is longer than ${LONGEST} characters` : null
}

/** Checks a name that is not a host's; `what` is what it names (“a site”). */
export const checkName = (
  name: string,
  what: string,
  report: Report,
  path: Path,
  on: Part = 'key',
  reserved: 'refuse' | 'allow' = 'allow',
): boolean => {
  const reason = whyNot(name)
  if (reason !== null) report('invalid-name', { name, what, reason }, path, on)
  else if (reserved === 'refuse' && isReservedName(name)) report('reserved-name', { name, what }, path, on)
  else return true
  return false
}

/** Text that people read: blanks and line ends become single blanks. Null, and a report, where it cannot be printed. */
export const plainText = (text: string | undefined, key: string, report: Report, path: Path): string | null => {
  if (text === undefined) return null
  const line = text.replace(/\s+/gu, ' ').trim()
  if (line.includes('|')) {
    report('invalid-text', { key, reason: 'rules of Windows cannot hold the character |' }, path)
    return null
  }
  if (isPrintable(line)) return line
  report('invalid-text', { key, reason: 'it holds a character that cannot be printed' }, path)
  return null
}
