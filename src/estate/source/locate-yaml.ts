// SPDX-License-Identifier: MIT
import { type Document, isAlias, isMap, isSeq, visit, type YAMLMap } from 'yaml'
import type { Span } from '../../diagnostics/diagnostic.ts'
import type { Locate } from '../problem.ts'
import { keyText, nodeEnd, type YamlNode } from './yaml-data.ts'

type Index = ReadonlyMap<string, { readonly key: YamlNode; readonly value: YamlNode }>

const indexOf = (map: YAMLMap): Index => {
  const index = new Map<string, { readonly key: YamlNode; readonly value: YamlNode }>()
  for (const { key, value } of map.items) {
    const text = keyText(key)
    if (text !== null && !index.has(text)) index.set(text, { key: key as YamlNode, value: value as YamlNode })
  }
  return index
}

/** Follows paths through the nodes of a document; a mapping is indexed when the first path leads through it. */
export const locateYaml = (document: Document, span: (start: number, end: number) => Span): Locate => {
  const indexes = new WeakMap<YAMLMap, Index>()
  let anchors: Map<string, YamlNode> | null = null

  const anchored = (name: string): YamlNode => {
    if (anchors === null) {
      const found = new Map<string, YamlNode>()
      visit(document, {
        Node: (_, node) => {
          if (!isAlias(node) && node.anchor !== undefined) found.set(node.anchor, node)
        },
      })
      anchors = found
    }
    return anchors.get(name) ?? null
  }
  const entryOf = (map: YAMLMap, key: string) => {
    const index = indexes.get(map) ?? indexOf(map)
    indexes.set(map, index)
    return index.get(key)
  }
  const place = (node: YamlNode): Span | null => {
    const range = node?.range
    return range ? span(range[0], nodeEnd(node)) : null
  }

  return (path, on = 'value') => {
    let node = document.contents as YamlNode
    let key: YamlNode = null
    let best = place(node) ?? span(0, 0)
    for (const step of path) {
      const holder = isAlias(node) ? anchored(node.source) : node
      if (isMap(holder)) {
        const entry = entryOf(holder, String(step))
        if (entry === undefined) break
        key = entry.key
        node = entry.value
      } else if (isSeq(holder) && typeof step === 'number' && step < holder.items.length) {
        key = null
        node = holder.items[step] as YamlNode
      } else break
      best = place(node) ?? place(key) ?? best
    }
    return (on === 'key' ? place(key) : null) ?? best
  }
}
