// SPDX-License-Identifier: MIT
import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import type { DiagnosticCode } from '../../diagnostics/diagnostic-code.ts'
import type { DiagnosticParameters } from '../../diagnostics/diagnostic-table.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { type Data, DEEPEST, MOST_REPEATED, newMap, wholeNumber } from './data.ts'

/** Whole numbers in decimal, octal and hexadecimal, as YAML 1.2 writes them. */
const WHOLE = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/
const CORE = 'tag:yaml.org,2002:'
const KNOWN_TAGS: ReadonlySet<string> = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((tag) => CORE + tag),
)

export type YamlNode = Node | ParsedNode | null
export type YamlReport = <C extends DiagnosticCode>(
  code: C,
  parameters: DiagnosticParameters<C>,
  node: YamlNode,
  first?: YamlNode,
) => void

/** Where a value ends; the library counts what follows a block (comments, line ends) as part of it. */
export const nodeEnd = (node: YamlNode): number => {
  const end = node?.range?.[1] ?? 0
  if (!isCollection(node) || node.flow) return end
  const last = node.items.at(-1)
  const inner = isPair(last) ? ((last.value ?? last.key) as YamlNode) : (last as YamlNode | undefined)
  return inner ? nodeEnd(inner) : end
}

/** The text of a key as it is written: `001` stays `001`, though YAML calls it the number 1. Null where it is no text. */
export const keyText = (key: unknown): string | null => {
  if (!isScalar(key)) return null
  if (typeof key.value === 'string') return key.value
  return key.value === null || key.source === undefined ? null : key.source
}

/** True for a plain `<<`, which YAML 1.1 merges and YAML 1.2 does not. */
const isMergeKey = (key: Scalar): boolean => key.type === 'PLAIN' && key.value === '<<'

/**
 * Turns the nodes of a YAML document into data. An anchor's value is converted once and shared by its aliases,
 * so that aliases of aliases cost no memory here; their number is limited for those who walk the data later.
 */
export const yamlData = (root: YamlNode, report: YamlReport): Data => {
  const anchors = new Map<string, { readonly data: Data; readonly size: number } | null>()
  let repeated = 0
  let size = 0

  const alias = (node: Alias): Data => {
    const anchor = anchors.get(node.source)
    if (anchor === undefined) {
      report('unknown-alias', { alias: node.source, nearest: nearest(node.source, anchors.keys()) }, node)
      return null
    }
    if (anchor === null) {
      report('alias-cycle', { alias: node.source }, node)
      return null
    }
    const before = repeated
    repeated += anchor.size
    size += anchor.size
    if (repeated <= MOST_REPEATED) return anchor.data
    if (before <= MOST_REPEATED) report('alias-limit', { limit: MOST_REPEATED }, node)
    return null
  }
  const map = (node: YAMLMap, depth: number): Data => {
    const result = newMap()
    const keys = new Map<string, YamlNode>()
    for (const pair of node.items) {
      const key = keyText(pair.key)
      if (key === null) {
        const found = isAlias(pair.key)
          ? 'an alias'
          : isScalar(pair.key) || pair.key === null
            ? 'empty'
            : 'a list or mapping'
        report('key-not-text', { found }, (pair.key ?? node) as YamlNode)
        convert(pair.value as YamlNode, depth + 1)
        continue
      }
      const first = keys.get(key)
      const data = convert(pair.value as YamlNode, depth + 1)
      if (first !== undefined) report('duplicate-key', { key }, pair.key as YamlNode, first)
      else if (isMergeKey(pair.key as Scalar))
        report('unknown-key', { key, where: 'a mapping', nearest: null }, pair.key as YamlNode)
      else result[key] = data
      if (first === undefined) keys.set(key, pair.key as YamlNode)
    }
    return result
  }
  const plain = (node: Exclude<YamlNode, null>, depth: number): Data => {
    if (node.tag?.startsWith(CORE) && !KNOWN_TAGS.has(node.tag)) {
      report('custom-tag', { tag: `!!${node.tag.slice(CORE.length)}` }, node)
      return null
    }
    if (isScalar(node)) return scalar(node)
    if (depth >= DEEPEST) {
      report('too-deep', { limit: DEEPEST }, node)
      return null
    }
    if (isSeq(node)) return node.items.map((item) => convert(item as YamlNode, depth + 1))
    return isMap(node) ? map(node, depth) : null
  }
  const convert = (node: YamlNode, depth: number): Data => {
    if (node === null) return null
    if (isAlias(node)) return alias(node)
    const anchor = node.anchor
    const before = size
    if (anchor !== undefined) anchors.set(anchor, null)
    size++
    const data = plain(node, depth)
    if (anchor !== undefined) anchors.set(anchor, { data, size: size - before })
    return data
  }
  return convert(root, 0)
}

const scalar = (node: Scalar): Data => {
  const value = node.value
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER && WHOLE.test(node.source ?? ''))
    return wholeNumber((node.source as string).replace('+', ''))
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value
  return String(value)
}
