// SPDX-License-Identifier: MIT
import { escapeXmlText } from './xml-text.ts'

/** Pretty-printed XML without its line ends: a line, or an element with all that it holds, which is indented when it is written. */
export type XmlLines = readonly (string | XmlElement)[]

interface XmlElement {
  readonly start: string
  readonly children: XmlLines
}

const endTag = (start: string): string => {
  const blank = start.indexOf(' ')
  return `</${blank < 0 ? start : start.slice(0, blank)}>`
}

/** An element that holds text; `start` may carry attributes, which are not escaped here. */
export const leaf = (start: string, text: string): XmlLines => [
  text === '' ? `<${start} />` : `<${start}>${escapeXmlText(text)}${endTag(start)}`,
]

export const element = (start: string, children: XmlLines): XmlLines => [
  children.length === 0 ? `<${start} />` : { start, children },
]

/** Hands over line by line, two blanks a level. */
export const eachXmlLine = (lines: XmlLines, take: (line: string) => void, indent = ''): void => {
  for (const line of lines) {
    if (typeof line === 'string') {
      take(indent + line)
      continue
    }
    take(`${indent}<${line.start}>`)
    eachXmlLine(line.children, take, `${indent}  `)
    take(indent + endTag(line.start))
  }
}
