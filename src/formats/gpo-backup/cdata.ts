// SPDX-License-Identifier: MIT
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import { keepAmpersands } from '../xml/keep-ampersands.ts'
import { isXmlText } from '../xml/xml-text.ts'

const EMPTY = 'empty-cdata'
const SECTION_OR_EMPTY = new RegExp(`<!\\[CDATA\\[[\\s\\S]*?\\]\\]>|<\\?${EMPTY}\\?>`, 'g')

/**
 * Adds an element whose text is a CDATA section, as every text of a backup is. `]]>` is split over two sections.
 * xmlbuilder2 leaves an empty section out, where Windows writes it: a processing instruction keeps its place.
 * Its own check for well-formed text refuses `xmlns:` attributes, so the text is checked here.
 */
export const cdataElement = (parent: XMLBuilder, name: string, text: string): void => {
  if (!isXmlText(text)) throw new TypeError(`${name} is not a text of XML 1.0: ${JSON.stringify(text)}`)
  const element = parent.ele(name)
  if (text === '') element.ins(EMPTY)
  for (const part of text.split(/(?<=\]\])(?=>)/)) if (part !== '') element.dat(part)
}

/** Serializes a document and puts the empty CDATA sections where `cdataElement` left their place. */
export const endWithCdata = (document: XMLBuilder, headless: boolean): string =>
  keepAmpersands(document)
    .end({ headless, prettyPrint: false })
    .replace(SECTION_OR_EMPTY, (match) => (match.startsWith('<?') ? '<![CDATA[]]>' : match))
