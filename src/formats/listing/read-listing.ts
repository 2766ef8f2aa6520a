// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import type { Loss } from '../rule/loss.ts'
import type { Rule } from '../rule/rule.ts'
import type { RuleOrLosses } from '../rule/rule-or-losses.ts'
import { atTheEnd, type RuleSteps } from '../rule/rule-steps.ts'
import { decodeText } from '../text/decode-text.ts'
import { isListingName, type ListingPart } from './listing-fields.ts'
import { type ListingKind, listingKind } from './listing-kind.ts'
import type { ListingFile, ListingInput, ListingRecord } from './listing-record.ts'
import { listingRule, partsOf, ruleRecord } from './listing-rule.ts'
import { readClixmlRecords } from './read-clixml-records.ts'
import { readCsvRecords } from './read-csv-records.ts'
import { readJsonRecords } from './read-json-records.ts'

const READERS: Readonly<Record<ListingKind, (text: string) => ListingFile>> = {
  csv: readCsvRecords,
  json: readJsonRecords,
  clixml: readClixmlRecords,
}
const FILTERS: readonly ListingPart[] = [
  'port',
  'address',
  'application',
  'service',
  'interface',
  'interfaceType',
  'security',
]

/** A rule says a direction and an action; a filter says neither. */
const isRule = (record: ListingRecord): boolean => record.fields.has('direction') || record.fields.has('action')

const instanceOf = (record: ListingRecord): string | null => {
  const id = record.fields.get('instanceid')
  return typeof id === 'string' && id !== '' ? id.toLowerCase() : null
}

const partOf = (record: ListingRecord): ListingPart | null => {
  const held = partsOf(record)
  return FILTERS.find((part) => held.has(part)) ?? null
}

const sameFields = (one: ListingRecord, other: ListingRecord): boolean =>
  JSON.stringify([...one.fields]) === JSON.stringify([...other.fields])

/** Objects without a rule, told one by one; a list of very many is no listing. */
const MOST_STRAYS = 1000

type Filters = Map<string, Map<ListingPart, ListingRecord | null>>

/** Filters by the rule that they belong to; null where two of one kind say different things. */
const filtersById = (records: readonly ListingRecord[], losses: Loss[]): Filters => {
  const found: Filters = new Map()
  let strays = 0
  for (const record of records) {
    const id = instanceOf(record)
    const part = partOf(record)
    if (id === null || part === null) {
      if (++strays <= MOST_STRAYS)
        losses.push({ rule: null, field: 'rule', reason: 'belongs to no rule', text: record.text })
      continue
    }
    const own = found.get(id) ?? new Map<ListingPart, ListingRecord | null>()
    const before = own.get(part)
    own.set(part, before === undefined || (before !== null && sameFields(before, record)) ? record : null)
    found.set(id, own)
  }
  if (strays > MOST_STRAYS)
    losses.push({ rule: null, field: 'rule', reason: `and ${strays - MOST_STRAYS} more objects belong to no rule` })
  return found
}

/** Columns that are no field of a rule: of a whole object of Windows they may narrow it, in a table they are the administrator's. */
const foreignNames = (record: ListingRecord): readonly string[] =>
  [...record.fields]
    .filter(([name, value]) => !isListingName(name) && !/filter$/.test(name) && value !== null && value !== '')
    .map(([name]) => name)

const uniqueId = (rule: Rule, seen: Map<string, number>): Rule => {
  const count = (seen.get(rule.id) ?? 0) + 1
  seen.set(rule.id, count)
  return count === 1 ? rule : { ...rule, id: `${rule.id} (${count})` }
}

/** What Get-NetFirewallRule and its filters gave, in one file or several: one joined object a rule, or all side by side. */
export const readListing = (files: readonly ListingInput[]): RuleOrLosses => atTheEnd(listingSteps(files))

export function* listingSteps(files: readonly ListingInput[]): RuleSteps<RuleOrLosses> {
  const losses: Loss[] = []
  const records: ListingRecord[] = []
  for (const { path, bytes } of files) {
    const text = decodeText(bytes)
    const kind = listingKind(text)
    if (kind === null) losses.push({ rule: null, field: path, reason: 'is no listing of Get-NetFirewallRule' })
    else {
      const read = READERS[kind](text)
      addAll(records, read.records)
      addAll(losses, read.losses)
    }
  }
  const owners = records.filter(isRule).map(ruleRecord)
  const filters = filtersById(
    records.filter((record) => !isRule(record)),
    losses,
  )
  const rules: Rule[] = []
  const seen = new Map<string, number>()
  const joined = new Set<string>()
  const columns = new Set<string>()
  const count = new Map<string, number>()
  for (const record of owners) {
    const id = instanceOf(record) ?? nameOf(record)
    if (id !== null) count.set(id, (count.get(id) ?? 0) + 1)
  }
  for (const record of owners) {
    const id = instanceOf(record) ?? nameOf(record)
    const own = (id === null ? undefined : filters.get(id)) ?? new Map<ListingPart, ListingRecord | null>()
    if (id !== null) joined.add(id)
    const held = partsOf(record)
    const unclear = [...own].filter(([part, filter]) => filter === null && !held.has(part)).map(([part]) => part)
    const foreign = foreignNames(record)
    const isWhole = record.fields.has('creationclassname')
    const read = listingRule(
      record,
      new Map([...own].filter((entry): entry is [ListingPart, ListingRecord] => entry[1] !== null)),
    )
    const faults = [
      ...unclear.map((part) => ({ field: part, reason: 'two filters of the rule say different things' })),
      ...(own.size > 0 && id !== null && (count.get(id) ?? 0) > 1
        ? [{ field: 'InstanceID', reason: 'two rules have it: which filters are whose, nobody can say' }]
        : []),
      ...(isWhole ? foreign.map((field) => ({ field, reason: 'is not known, and may narrow the rule' })) : []),
    ]
    if (!isWhole) for (const name of foreign) columns.add(name)
    const name = read.rules[0]?.id ?? read.losses[0]?.rule ?? null
    if (faults.length > 0)
      addAll(
        losses,
        faults.map((fault) => ({ rule: name, ...fault, text: record.text })),
      )
    addAll(losses, read.losses)
    if (faults.length > 0) continue
    for (const rule of read.rules.map((one) => uniqueId(one, seen))) {
      rules.push(rule)
      yield rule
    }
  }
  for (const column of columns)
    losses.push({ rule: null, field: column, reason: 'is no field of a firewall rule, and was not read' })
  const alone = [...filters.keys()].filter((id) => !joined.has(id)).length
  if (alone > 0)
    losses.push({ rule: null, field: 'InstanceID', reason: `the filters of ${alone} rules stand without their rule` })
  return { rules, losses }
}

const nameOf = (record: ListingRecord): string | null => {
  const name = record.fields.get('name')
  return typeof name === 'string' && name !== '' ? name.toLowerCase() : null
}
