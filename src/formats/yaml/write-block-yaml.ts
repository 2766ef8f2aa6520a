// SPDX-License-Identifier: MIT
import { textWriter } from '../text/text-writer.ts'

export type BlockYaml =
  | string
  | number
  | bigint
  | boolean
  | readonly BlockYaml[]
  | { readonly [key: string]: BlockYaml }

const PLAIN = /^[A-Za-z](?:[\w ./-]*[\w./-])?$/
/** Plain words that a reader of YAML 1.1 takes for a truth value or nothing. */
const WORDS = /^(?:y|yes|n|no|on|off|true|false|null)$/i
/** What only escapes can say, or nobody sees. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/u
const KEY = /^[A-Za-z_$][\w$]*$/
const ASCII = /^[ -~]*$/

/** Text is quoted wherever a reader could take it for something else. */
const scalar = (value: string | number | bigint | boolean): string | null => {
  if (typeof value !== 'string') return String(value)
  if (PLAIN.test(value) && !WORDS.test(value)) return value
  return ASCII.test(value) || !INVISIBLE.test(value) ? `'${value.replaceAll("'", "''")}'` : null
}

const isScalar = (value: BlockYaml): value is string | number | bigint | boolean => typeof value !== 'object'
const isList = (value: BlockYaml): value is readonly BlockYaml[] => Array.isArray(value)

/**
 * YAML in block style after lines of comment, a line a key or an item, as the library writes it. Null where a text needs
 * escapes: the library writes that, by way of a tree of the whole.
 */
export const writeBlockYaml = (
  comment: readonly string[],
  value: { readonly [key: string]: BlockYaml },
): Uint8Array | null => {
  const writer = textWriter()
  let sayable = true
  const plainKeys = new Set<string>()
  /** What stands behind a key or a dash, and on the lines below it. */
  const add = (before: string, item: BlockYaml, indent: string): void => {
    if (isScalar(item)) {
      const text = scalar(item)
      sayable &&= text !== null
      writer.add(`${before} ${text}\n`)
    } else if (isList(item)) {
      if (item.length === 0) writer.add(`${before} []\n`)
      else {
        writer.add(`${before}\n`)
        for (const one of item) addItem(one, indent)
      }
    } else if (Object.keys(item).length === 0) writer.add(`${before} {}\n`)
    else {
      writer.add(`${before}\n`)
      addEntries(item, `${indent}  `, `${indent}  `)
    }
  }
  const addItem = (item: BlockYaml, indent: string): void => {
    if (isScalar(item) || isList(item) || Object.keys(item).length === 0) add(`${indent}-`, item, `${indent}  `)
    else addEntries(item, `${indent}- `, `${indent}  `)
  }
  const addEntries = (entries: { readonly [key: string]: BlockYaml }, first: string, indent: string): void => {
    let before = first
    for (const [key, item] of Object.entries(entries)) {
      if (!plainKeys.has(key)) {
        if (KEY.test(key) && !WORDS.test(key)) plainKeys.add(key)
        else sayable = false
      }
      add(`${before}${key}:`, item, indent)
      before = indent
    }
  }
  for (const line of comment) writer.add(`#${line}\n`)
  writer.add('\n')
  addEntries(value, '', '')
  return sayable ? writer.bytes() : null
}
