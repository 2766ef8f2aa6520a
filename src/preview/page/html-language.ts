// SPDX-License-Identifier: MIT
import { encodeError } from '../../formats/template/encode-error.ts'
import type { Language } from '../../formats/template/language.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/** What HTML cannot hold, even as a character reference: C0 and C1 controls but blanks, and halves of pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNSAYABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Cs}/u

const plain = (value: unknown): string => {
  if (typeof value !== 'string' && typeof value !== 'number') throw encodeError('html', `${typeof value} is no text`)
  const text = String(value)
  if (UNSAYABLE.test(text)) throw encodeError('html', `HTML cannot say ${JSON.stringify(text)}`)
  return text
}

/**
 * HTML: `text` between tags, `attr` inside quoted attribute values; neither may stand in a script or style element.
 * `string` is a string of CSS for the style element: everything but letters, digits and blanks is escaped by its number.
 */
export const htmlLanguage: Language = {
  name: 'html',
  helpers: {
    text: (value) => plain(value).replace(/[&<>]/g, (character) => ENTITIES[character] as string),
    string: (value) =>
      `"${plain(value).replace(/[^A-Za-z0-9 ]/gu, (character) => `\\${(character.codePointAt(0) as number).toString(16)} `)}"`,
    attr: (value) => plain(value).replace(/[&<>"'`]/g, (character) => ENTITIES[character] as string),
  },
}
