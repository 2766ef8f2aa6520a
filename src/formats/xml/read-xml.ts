// SPDX-License-Identifier: MIT
import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import type { XmlElement } from './xml-element.ts'

export type XmlResult = { readonly root: XmlElement } | { readonly reason: string }

/** Real files of this kind stay far below; more than this is an attack on the reader. */
const MAX_BYTES = 16 * 1024 * 1024
const MAX_DEPTH = 256

const decode = (bytes: Uint8Array): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe
    ? new TextDecoder('utf-16le').decode(bytes)
    : bytes[0] === 0xfe && bytes[1] === 0xff
      ? new TextDecoder('utf-16be').decode(bytes)
      : new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** Looks at every `<!`: only comments and CDATA sections may begin so. Also counts how deep elements nest. */
const markupReason = (text: string): string | null => {
  let depth = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const close = text.startsWith('<!--', at) ? '-->' : text.startsWith('<![CDATA[', at) ? ']]>' : null
    if (close !== null) {
      const end = text.indexOf(close, at + 4)
      if (end < 0) return 'a comment or CDATA section has no end'
      at = end + close.length
      continue
    }
    if (text.startsWith('<!', at)) return 'document types and entities are refused'
    const end = text.indexOf('>', at)
    if (end < 0) return 'a tag has no end'
    if (text.charAt(at + 1) === '/') depth--
    else if (text.charAt(at + 1) !== '?' && text.charAt(end - 1) !== '/') depth++
    if (depth > MAX_DEPTH) return `elements nest deeper than ${MAX_DEPTH}`
    at++
  }
  return null
}

type DomNode = XMLBuilder['node']

const ELEMENT_NODE = 1
const TEXT_NODES = new Set([3, 4])

interface DomElement {
  readonly namespaceURI: string | null
  readonly localName: string
  readonly attributes: Iterable<{ readonly localName: string; readonly value: string }>
}

const convert = (node: DomNode): XmlElement => {
  const element = node as unknown as DomElement
  const children: XmlElement[] = []
  let text = ''
  for (const child of node.childNodes) {
    if (child.nodeType === ELEMENT_NODE) children.push(convert(child))
    else if (TEXT_NODES.has(child.nodeType)) text += child.nodeValue ?? ''
  }
  const attributes = new Map<string, string>()
  for (const { localName, value } of element.attributes) attributes.set(localName, value)
  return { namespace: element.namespaceURI ?? '', name: element.localName, attributes, children, text }
}

/** Reads an XML document with its namespaces. Document types and entities are refused; nothing is ever loaded. */
export const readXml = (bytes: Uint8Array): XmlResult => {
  if (bytes.length > MAX_BYTES) return { reason: `${bytes.length} bytes are too much` }
  try {
    const text = decode(bytes).replace(/^\ufeff/, '')
    const reason = markupReason(text)
    return reason === null ? { root: convert(create(text).root().node) } : { reason }
  } catch (error) {
    return { reason: `not well-formed XML: ${error instanceof Error ? error.message : String(error)}` }
  }
}
