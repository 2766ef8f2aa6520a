// SPDX-License-Identifier: MIT
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'

/** What of a node of the document is looked at here. */
interface Node {
  readonly nodeType: number
  readonly childNodes: Iterable<Node>
  readonly attributes?: Iterable<{ value: string }>
  data?: string
}

const ELEMENT = 1
const TEXT = 3
const escaped = (text: string): string => text.replaceAll('&', '&amp;')

/**
 * Makes every ampersand of a document a character. xmlbuilder2 takes `&D;` or `&lt;` in a text for a reference that
 * somebody has written, and leaves it as it is; `&amp;` it leaves too. To be called once, before the document is written.
 */
export const keepAmpersands = (document: XMLBuilder): XMLBuilder => {
  const walk = (node: Node): void => {
    if (node.nodeType === TEXT) {
      if (node.data?.includes('&') === true) node.data = escaped(node.data)
      return
    }
    if (node.nodeType === ELEMENT)
      for (const attribute of node.attributes ?? [])
        if (attribute.value.includes('&')) attribute.value = escaped(attribute.value)
    for (const child of node.childNodes) walk(child)
  }
  walk(document.root().doc().node as unknown as Node)
  return document
}
