// SPDX-License-Identifier: MIT
import { escapeXmlText } from './xml-text.ts'

/** Lines of pretty-printed XML, two blanks a level, without their line ends. */
export type XmlLines = readonly string[]

const endTag = (start: string): string => {
  const blank = start.indexOf(' ')
  return `</${blank < 0 ? start : start.slice(0, blank)}>`
}

/** An element that holds text; `start` may carry attributes, which are not escaped here. */
export const leaf = (start: string, text: string): XmlLines => [
  text === '' ? `<${start} />` : `<${start}>${escapeXmlText(text)}${endTag(start)}`,
]

export const element = (start: string, children: XmlLines): XmlLines =>
  children.length === 0 ? [`<${start} />`] : [`<${start}>`, ...children.map((line) => `  ${line}`), endTag(start)]
