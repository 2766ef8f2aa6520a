// SPDX-License-Identifier: MIT

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 cannot hold
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

/** Text that XML 1.0 can hold: no control characters, no lone surrogates. */
export const isXmlText = (text: string): boolean => !NOT_XML.test(text) && text.isWellFormed()

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
}

/** Element content. A carriage return must be escaped: a reader would take it for a line end. */
export const escapeXmlText = (text: string): string => {
  if (!isXmlText(text)) throw new TypeError(`not a text of XML 1.0: ${JSON.stringify(text)}`)
  return text.replace(/[&<>\r]/g, (character) => ESCAPES[character] as string)
}

/** The value of an attribute between double quotes. */
export const escapeXmlAttribute = (text: string): string =>
  escapeXmlText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#x9;').replaceAll('\n', '&#xA;')
