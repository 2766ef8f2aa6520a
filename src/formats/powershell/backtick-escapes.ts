// SPDX-License-Identifier: MIT

/**
 * What a letter behind a backtick stands for; any other character there stands for itself.
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_special_characters
 */
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** The character that a backtick and the one behind it are. */
export const backtickEscape = (next: string): string => ESCAPES[next] ?? next
