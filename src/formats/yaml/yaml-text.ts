// SPDX-License-Identifier: MIT
import { cutText } from '../text/cut-text.ts'

/**
 * What no line of a YAML file may hold, or only to confuse who reads it: control characters, line and paragraph
 * separators, marks that turn the direction of text round, halves of pairs, noncharacters, U+FEFF, and U+FFFD.
 */
const UNPRINTABLE = new RegExp(
  [
    '[\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ufdd0-\\ufdef\\ufeff\\ufffd-\\uffff]',
    '[\\ud83f\\ud87f\\ud8bf\\ud8ff\\ud93f\\ud97f\\ud9bf\\ud9ff\\uda3f\\uda7f\\udabf\\udaff\\udb3f\\udb7f\\udbbf\\udbff][\\udffe\\udfff]',
    '[\\ud800-\\udbff](?![\\udc00-\\udfff])',
    '(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
  ].join('|'),
  'g',
)

/** What `trim` takes off, as far as it can be printed. */
const BLANK_ENDS = /^[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+|[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+$/g

/** A text on one line: what cannot be printed becomes a blank, blanks become one, none stand at the ends. */
export const yamlLine = (text: string): string =>
  text.replace(UNPRINTABLE, ' ').replace(/ {2,}/g, ' ').replace(BLANK_ENDS, '')

/** The same, cut where it is long. */
export const shortLine = (text: string, longest = 160): string => {
  const line = yamlLine(text)
  return line.length <= longest ? line : `${cutText(line, longest - 1)}…`
}

/** A word, or an IPv4 address, network or range: no reader takes them for anything else than text. */
const PLAIN = /^([A-Za-z][A-Za-z0-9._-]*|\d{1,3}(\.\d{1,3}){3}([/-][0-9.]+)?)$/
/** Words that YAML 1.1 or 1.2 reads as something else than text. */
const WORDS = /^(true|false|null|yes|no|on|off|y|n)$/i

/** A text as key or value: as it is where no reader could take it for something else, else in single quotes. */
export const yamlText = (text: string): string =>
  PLAIN.test(text) && !WORDS.test(text) ? text : `'${yamlLine(text).replaceAll("'", "''")}'`
