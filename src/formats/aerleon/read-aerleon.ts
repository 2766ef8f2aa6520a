// SPDX-License-Identifier: MIT

import { parseDocument } from 'yaml'
import { addAll } from '../../collections/add-all.ts'
import type { Loss } from '../rule/loss.ts'
import type { Rule } from '../rule/rule.ts'
import { decodeText } from '../text/decode-text.ts'
import { definitionsOf } from './definitions.ts'
import { readTerm } from './read-term.ts'

interface File {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface AerleonContent {
  readonly rules: readonly Rule[]
  readonly losses: readonly Loss[]
}

type Raw = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const YAML_FILE = /\.ya?ml$/i
/** Files of Aerleon's other language, and of the one that it comes from. */
const OTHER_FILE = /\.(?:pol|inc|net|svc)$/i

/**
 * The rules of a folder of Aerleon: its definitions, and each term of its policies and includes once, wherever it is
 * included. The first term that fits a packet decides there; a rule that blocks goes before all others here, so a term that
 * denies is a rule only where no term stands before it that accepts. The last one, which denies everything, is what happens anyhow.
 */
export const readAerleon = (files: readonly File[]): AerleonContent => {
  const losses: Loss[] = []
  const whole = (field: string, reason: string): void => {
    losses.push({ rule: null, field, reason })
  }
  const documents: { readonly path: string; readonly data: unknown }[] = []
  for (const { path, bytes } of files) {
    if (OTHER_FILE.test(path)) whole(path, 'only files in YAML are read')
    if (!YAML_FILE.test(path)) continue
    const data = parse(decodeText(bytes))
    if (data === undefined) whole(path, 'is no YAML that can be read')
    else documents.push({ path, data })
    for (const reason of shapeFaults(data)) whole(path, reason)
  }
  const definitions = definitionsOf(documents.map(({ data }) => data))
  const rules: Rule[] = []
  for (const { path, data } of documents) {
    for (const terms of termLists(data)) {
      let accepted = false
      for (const [index, term] of terms.entries()) {
        if (isRecord(term) && typeof term.include === 'string' && Object.keys(term).length === 1) {
          accepted = true
          continue
        }
        if (!isRecord(term)) {
          whole(path, 'a term is no mapping')
          continue
        }
        if (index === terms.length - 1 && deniesAll(term)) continue
        const text = JSON.stringify(term)
        const read = readTerm(term, definitions, text)
        addAll(losses, read.losses)
        for (const rule of read.rules) {
          if (rule.action === 'block' && accepted)
            losses.push({
              rule: rule.id,
              field: 'action',
              reason: 'a term before it accepts, and the first decides',
              text,
            })
          else rules.push(rule)
        }
        accepted ||= read.rules.some(({ action }) => action === 'allow') || read.losses.length > 0
      }
    }
  }
  return { rules, losses }
}

/** YAML as Aerleon's own parser takes it, which is of version 1.1; undefined where it is none. */
const parse = (text: string): unknown => {
  try {
    const document = parseDocument(text, { version: '1.1', uniqueKeys: true, logLevel: 'silent' })
    return document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 100 }) as unknown)
  } catch {
    return undefined
  }
}

const DOCUMENT = new Set(['networks', 'services', 'terms', 'filters', 'filters_include_only'])
const FILTER = new Set(['header', 'terms'])

/** What of a file nobody reads: a key that Aerleon does not know may have been one that it knows. */
const shapeFaults = (data: unknown): readonly string[] => {
  if (data === undefined) return []
  if (!isRecord(data)) return ['holds neither definitions nor terms']
  const filters = [data.filters, data.filters_include_only].filter((list) => list !== undefined)
  const lists = [
    data.terms,
    ...filters,
    ...filters.flatMap(listOf).map((filter) => (isRecord(filter) ? filter.terms : null)),
  ]
  const unknown = (record: Raw, known: ReadonlySet<string>): readonly string[] =>
    Object.keys(record).filter((key) => !known.has(key))
  return [
    ...unknown(data, DOCUMENT),
    ...filters.flatMap(listOf).flatMap((filter) => (isRecord(filter) ? unknown(filter, FILTER) : [])),
  ]
    .map((key) => `the key ${key} is none of Aerleon’s`)
    .concat(lists.some((list) => list !== undefined && !Array.isArray(list)) ? ['terms are no list'] : [])
}

const termLists = (data: unknown): readonly (readonly unknown[])[] => {
  if (!isRecord(data)) return []
  const filters = [...listOf(data.filters), ...listOf(data.filters_include_only)]
  return [data.terms, ...filters.map((filter) => (isRecord(filter) ? filter.terms : null))].map(listOf)
}

const DENIES = new Set(['name', 'comment', 'action', 'logging'])

const deniesAll = (term: Raw): boolean =>
  ['deny', 'reject'].includes(String([term.action].flat()[0])) && Object.keys(term).every((key) => DENIES.has(key))
