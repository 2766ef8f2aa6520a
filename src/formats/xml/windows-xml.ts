// SPDX-License-Identifier: MIT
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import { keepAmpersands } from './keep-ampersands.ts'

const TAG = /<[A-Za-z][^<>]*>/g
const REFERENCES: Readonly<Record<string, string>> = { '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;' }

/**
 * A document as the console writes one: UTF-8 with a byte order mark, CRLF, two blanks a level, no line end at the end.
 * xmlbuilder2 leaves line ends in attributes as they are, where every reader takes them for blanks.
 */
export const windowsXml = (document: XMLBuilder): Uint8Array => {
  const text = keepAmpersands(document)
    .end({ prettyPrint: true, indent: '  ', newline: '\n', spaceBeforeSlash: true })
    .replace(TAG, (tag) => tag.replace(/[\t\n\r]/g, (character) => REFERENCES[character] as string))
  return new TextEncoder().encode(`\uFEFF${text.replace(/\r?\n/g, '\r\n')}`)
}
