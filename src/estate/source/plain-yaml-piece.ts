// SPDX-License-Identifier: MIT
import { Composer, type Document, isMap, isPair, isScalar, isSeq, Parser, type Scalar } from 'yaml'
import { type Data, DEEPEST } from './data.ts'
import type { Offsets } from './place-table.ts'
import type { ReadPiece } from './plain-yaml-cursor.ts'
import { keyOf } from './plain-yaml-scalar.ts'
import { nodeEnd, type YamlNode, yamlData } from './yaml-data.ts'
import { causes } from './yaml-faults.ts'
import { yamlExcess } from './yaml-limits.ts'

/**
 * Reads one entry of a mapping with the library: what the reader of plain YAML does not know, right or wrong. Null where
 * the entry cannot be read by itself (anchors, tags, keys that are no words): then the library reads the whole text.
 */
export const readPiece: ReadPiece = ({ text, start, end, depth }, places) => {
  const from = text.lastIndexOf('\n', start - 1) + 1
  // A dash before the entry belongs to the list around it.
  const written = ' '.repeat(start - from) + text.slice(start, end)
  if (yamlExcess(written) !== null) return null
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })
  const documents = [...composer.compose(new Parser().parse(written))] as unknown as readonly Document[]
  const [document] = documents
  if (document === undefined || documents.length > 1 || document.warnings.length > 0) return null
  if (document.errors.length > 0) return { faults: causes(document.errors).map((error) => ({ error, from })) }
  const root = document.contents as YamlNode
  const entry = isMap(root) && root.flow !== true && root.items.length === 1 ? root.items[0] : undefined
  if (entry === undefined || !isScalar(entry.key)) return null
  let isOdd = false
  const data = yamlData(root, () => {
    isOdd = true
  })
  if (isOdd) return null

  const placeOf = (node: YamlNode): Offsets | null => {
    if (node?.range == null) return null
    const [first, last] = [from + node.range[0], from + nodeEnd(node)]
    // Nothing stands where the text before it ends; the range of a block ends after the line end that closes it.
    const before = from + text.slice(from, first).trimEnd().length
    if (last <= first) return { start: before, end: before }
    return { start: first, end: first + text.slice(first, last).trimEnd().length }
  }
  const note = (node: YamlNode, key: Offsets | null, level: number): boolean => {
    const place = placeOf(node) ?? key
    if (
      place === null ||
      level > DEEPEST ||
      node?.tag !== undefined ||
      (node !== null && 'anchor' in node && node.anchor !== undefined)
    )
      return false
    const number = places.begin(key, place.start)
    if (isMap(node)) {
      for (const pair of node.items) {
        const inner = isPair(pair) && isScalar(pair.key) ? placeOf(pair.key as YamlNode) : null
        if (inner === null || keyOf(text, inner.start, inner.end) !== String((pair.key as Scalar).source)) return false
        if (!note(pair.value as YamlNode, inner, level + 1)) return false
      }
    } else if (isSeq(node)) {
      for (const item of node.items) if (!note(item as YamlNode, null, level + 1)) return false
    } else if (node !== null && !isScalar(node)) return false
    places.end(number, place.end)
    return true
  }
  const key = placeOf(entry.key as YamlNode)
  const name = key === null ? '' : keyOf(text, key.start, key.end)
  if (key === null || String(entry.key.source) !== name || !note(entry.value as YamlNode, key, depth + 1)) return null
  return { key, name, data: (data as Readonly<Record<string, Data>>)[name] as Data }
}
