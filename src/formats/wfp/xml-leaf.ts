// SPDX-License-Identifier: MIT
import { escapeXmlText, isXmlText } from '../xml/xml-text.ts'

const PLAIN = /^[ !"$-%'-;=?-~]*$/

/** Names are text of users; a character that XML cannot hold becomes U+FFFD. */
const encodeText = (text: string): string =>
  escapeXmlText(
    isXmlText(text) ? text : Array.from(text.toWellFormed(), (one) => (isXmlText(one) ? one : '\ufffd')).join(''),
  )

/** The line of an element without children; an empty one is `<name/>`. */
export const xmlLeaf = (indent: string, name: string, text: string | null): string =>
  text === null || text === ''
    ? `${indent}<${name}/>\n`
    : `${indent}<${name}>${PLAIN.test(text) ? text : encodeText(text)}</${name}>\n`
