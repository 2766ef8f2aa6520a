// SPDX-License-Identifier: MIT
import type { XmlElement } from './xml-element.ts'
import { readTag, resolveReferences, XML_SCOPE, type XmlScope } from './xml-tag.ts'
import { isXmlText } from './xml-text.ts'

export type XmlResult = { readonly root: XmlElement } | { readonly reason: string }

/** Real files of this kind stay far below; more than this is an attack on the reader. */
const MAX_BYTES = 16 * 1024 * 1024
const MAX_DEPTH = 256

interface Open {
  readonly tag: string
  readonly scope: XmlScope
  readonly namespace: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  text: string
}

const decode = (bytes: Uint8Array): string | null => {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Comments, CDATA sections and processing instructions, by how they begin. */
const SECTIONS: readonly (readonly [begin: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
]

const parse = (text: string): XmlResult => {
  const open: Open[] = []
  let root: XmlElement | null = null
  let at = 0
  const fail = (reason: string): XmlResult => ({ reason: `${reason} (character ${at})` })
  const close = ({ tag: _, scope: __, ...element }: Open): void => {
    const parent = open.at(-1)
    if (parent === undefined) root = element
    else parent.children.push(element)
  }
  while (at < text.length) {
    const current = open.at(-1)
    const next = text.indexOf('<', at)
    const end = next < 0 ? text.length : next
    if (end > at) {
      const content = resolveReferences(text.slice(at, end).replace(/\r\n?/g, '\n'))
      if (content === null) return fail('an unknown reference')
      if (current !== undefined) current.text += content
      else if (content.trim() !== '') return fail('text outside the root element')
      at = end
      continue
    }
    const section = SECTIONS.find(([begin]) => text.startsWith(begin, at))
    if (section !== undefined) {
      const [begin, finish] = section
      const last = text.indexOf(finish, at + begin.length)
      if (last < 0) return fail(`${begin} has no end`)
      if (begin === '<![CDATA[') {
        if (current === undefined) return fail('text outside the root element')
        current.text += text.slice(at + begin.length, last)
      }
      at = last + finish.length
    } else if (text.startsWith('<!', at)) return fail('document types and entities are refused')
    else if (text.startsWith('</', at)) {
      const last = text.indexOf('>', at)
      if (current === undefined || last < 0 || text.slice(at + 2, last).trimEnd() !== current.tag)
        return fail('an end tag without its start')
      open.pop()
      close(current)
      at = last + 1
    } else {
      if (root !== null) return fail('a second root element')
      if (open.length >= MAX_DEPTH) return fail(`elements nest deeper than ${MAX_DEPTH}`)
      const tag = readTag(text, at, current?.scope ?? XML_SCOPE)
      if (typeof tag === 'string') return fail(tag)
      const { empty, end: after, ...start } = tag
      const element: Open = { ...start, children: [], text: '' }
      if (empty) close(element)
      else open.push(element)
      at = after
    }
  }
  if (open.length > 0) return fail(`${open.at(-1)?.tag} has no end tag`)
  return root === null ? fail('there is no element') : { root }
}

/**
 * Reads an XML document with its namespaces, strictly. Document types and entities are refused; nothing is ever loaded,
 * and the time grows with the length alone. (xmlbuilder2 writes, but binds prefixes wrongly when it reads.)
 */
export const readXml = (bytes: Uint8Array): XmlResult => {
  if (bytes.length > MAX_BYTES) return { reason: `${bytes.length} bytes are too much` }
  const text = decode(bytes)
  if (text === null) return { reason: 'the text is not in the encoding that it begins with' }
  return isXmlText(text) ? parse(text) : { reason: 'a character that XML cannot hold' }
}
