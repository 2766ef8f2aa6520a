// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import type { ParameterName } from '../named-parameters/parameter-table.ts'
import { INTERFACE_WORDS } from '../named-parameters/parameter-words.ts'
import { readNamedParameters } from '../named-parameters/read-named-parameters.ts'
import type { Loss } from '../rule/loss.ts'
import type { Rule } from '../rule/rule.ts'
import { ruleFaults } from '../rule/rule-faults.ts'
import { type RuleOrLosses, ruleOrLosses } from '../rule/rule-or-losses.ts'
import { isPackageName } from '../security/package-name.ts'
import { EXPORT_LINE } from './export-line.ts'
import {
  CONDITIONS,
  LISTING_FIELDS,
  type ListingField,
  type ListingPart,
  NARROWING,
  NEEDED,
  TEXTS_OF_PEOPLE,
} from './listing-fields.ts'
import type { ListingRecord, ListingValue } from './listing-record.ts'
import { listingTexts } from './listing-value.ts'

type Fault = Omit<Loss, 'rule' | 'text'>

/** Words that ask for nothing; a rule does without them. */
const PLAIN: Partial<Readonly<Record<ParameterName, string>>> = {
  EdgeTraversalPolicy: 'block',
  LooseSourceMapping: 'false',
  LocalOnlyMapping: 'false',
  DynamicTarget: 'any',
  Package: 'any',
  Owner: 'any',
  InterfaceAlias: 'any',
  LocalUser: 'any',
  RemoteUser: 'any',
  RemoteMachine: 'any',
  Authentication: 'notrequired',
  Encryption: 'notrequired',
  OverrideBlockRules: 'false',
}
/** Empty in every rule that does not ask for it. */
const OFTEN_EMPTY: ReadonlySet<ParameterName> = new Set(['Package', 'Owner', 'Platform', 'Description', 'Group'])
const PORTS = /^(?:tcp|udp|6|17)$/i
const ICMP = /^(?:icmpv[46]|1|58)$/i

const nested = (value: ListingValue): ListingValue =>
  Array.isArray(value) && value.length === 1 ? (value[0] as ListingValue) : value

/** Filters may stand inside the rule's object, under a name of the administrator's: `PortFilter`. */
const withNested = (record: ListingRecord): ListingRecord => {
  if (![...record.fields.keys()].some((name) => name.endsWith('filter'))) return record
  const fields = new Map<string, ListingValue>()
  const twice = [...record.twice]
  const inner: [string, ListingValue][] = []
  for (const [name, value] of record.fields) {
    const table = nested(value)
    if (/filter$/.test(name) && typeof table === 'object' && table !== null && !Array.isArray(table))
      addAll(inner, Object.entries(table))
    else fields.set(name, value)
  }
  for (const [name, value] of inner) {
    const key = name.toLowerCase()
    const known = Object.values(LISTING_FIELDS).find(({ names }) => (names as readonly string[]).includes(key))
    if (known === undefined || known.part === 'rule') continue
    if (fields.has(key)) twice.push(key)
    fields.set(key, value)
  }
  return { ...record, fields, twice }
}

export const ruleRecord = withNested

/** The values of a parameter in a record, by whichever name it stands there; null where it has none. */
const valuesIn = ({ fields }: ListingRecord, { names }: ListingField): readonly ListingValue[] => {
  let found = NONE
  for (const name of names) {
    const value = fields.get(name)
    if (value !== undefined) found = found === NONE ? [value] : [...found, value]
  }
  return found
}
const NONE: readonly ListingValue[] = []

const FIELDS = Object.entries(LISTING_FIELDS) as readonly [ParameterName, ListingField][]
const PART_OF: ReadonlyMap<string, ListingPart> = new Map(
  FIELDS.flatMap(([, { names, part }]) => names.map((name) => [name, part] as const)),
)

/** The objects of NetSecurity of which a record has a value. */
export const partsOf = (record: ListingRecord): ReadonlySet<ListingPart> => {
  const parts = new Set<ListingPart>()
  for (const name of record.fields.keys()) {
    const part = PART_OF.get(name)
    if (part !== undefined) parts.add(part)
  }
  return parts
}

/** A rule from its object and its filters; a field that is missing or not understood makes it none. */
export const listingRule = (record: ListingRecord, filters: ReadonlyMap<ListingPart, ListingRecord>): RuleOrLosses => {
  const faults: Fault[] = []
  const given: Partial<Record<ParameterName, readonly string[]>> = {}
  const absent: ParameterName[] = []
  const unknown: ParameterName[] = []
  const held = partsOf(record)
  for (const [key, field] of FIELDS) {
    const source = field.part === 'rule' || held.has(field.part) ? record : filters.get(field.part)
    const found = source === undefined ? NONE : valuesIn(source, field)
    if (source !== undefined && source.twice.length > 0 && field.names.some((name) => source.twice.includes(name)))
      faults.push({ field: key, reason: 'stands twice' })
    if (found.length === 0) {
      absent.push(key)
      continue
    }
    const read = found.map((value) => listingTexts(key, value))
    const known = read.filter((texts) => texts !== null && texts.length > 0) as (readonly string[])[]
    const [first] = known
    // Export-Csv writes the type of a list in its place: whether the list of systems was empty, nobody can say.
    if (key === 'Platform' && found.some((value) => typeof value === 'string' && /^System\.\w+\[\]$/.test(value))) {
      unknown.push(key)
      continue
    }
    if (read.includes(null)) faults.push({ field: key, reason: `was not understood: ${JSON.stringify(found[0])}` })
    else if (first === undefined) {
      if (!OFTEN_EMPTY.has(key)) absent.push(key)
    } else if (
      !TEXTS_OF_PEOPLE.has(key) &&
      known.some((texts) => texts.join().toLowerCase() !== first.join().toLowerCase())
    )
      faults.push({ field: key, reason: `stands twice: ${known.map((texts) => texts.join(' ')).join(' and ')}` })
    else given[key] = first
  }
  for (const name of NARROWING) {
    const value = record.fields.get(name)
    if (name !== 'packagefamilyname' && value !== undefined && listingTexts('Platform', value)?.length !== 0)
      faults.push({ field: name, reason: `narrows the rule by something that is not read: ${JSON.stringify(value)}` })
  }
  const protocol = given.Protocol?.[0] ?? ''
  const needed = [
    ...NEEDED,
    ...(PORTS.test(protocol) ? (['LocalPort', 'RemotePort'] as const) : []),
    ...(ICMP.test(protocol) ? (['IcmpType'] as const) : []),
  ]
  const joined = filters.size === 0
  const parts = joined
    ? []
    : (['interface', 'security'] as const).filter((part) => !filters.has(part) && !held.has(part))
  const gone = [...needed.filter((name) => absent.includes(name)), ...parts]
  const empty = gone.filter((name) => record.fields.has(name.toLowerCase()))
  const lacking = gone.filter((name) => !empty.includes(name))
  for (const field of empty) faults.push({ field, reason: 'is empty' })
  if (lacking.length > 0)
    faults.push({
      field: lacking.join(', '),
      reason: `is not in the listing${joined ? '' : ' for this rule'}; this line exports everything: ${EXPORT_LINE}`,
    })
  for (const name of packageFamily(record))
    if (!isPackageName(name))
      faults.push({ field: 'PackageFamilyName', reason: `was not understood: ${JSON.stringify(name)}` })
  const { rule, issues } = readNamedParameters(parameters(given, protocol))
  if (joined)
    addAll(
      unknown,
      CONDITIONS.filter((name) => absent.includes(name)),
    )
  const whole = completed(rule, given, record, unknown)
  const late = issues.length > 0 ? issues : ruleFaults(whole)
  const read = ruleOrLosses(whole, faults.length > 0 ? faults : late, record.text)
  if (read.rules.length === 0 || unknown.length === 0) return read
  return {
    rules: read.rules,
    losses: [
      {
        rule: whole.id,
        field: 'other',
        reason: `the listing does not say ${unknown.join(', ')}, which may narrow the rule; this line exports everything: ${EXPORT_LINE}`,
      },
    ],
  }
}

/** Of ICMP, NetSecurity shows types where it would show ports: as `RPC`. */
const parameters = (
  given: Partial<Record<ParameterName, readonly string[]>>,
  protocol: string,
): Partial<Record<ParameterName, readonly string[]>> => {
  const rest = { ...given }
  if (ICMP.test(protocol))
    for (const side of ['LocalPort', 'RemotePort'] as const)
      if (rest[side]?.every((port) => /^(?:any|rpc)$/i.test(port))) delete rest[side]
  if (!ICMP.test(protocol) && rest.IcmpType?.join().toLowerCase() === 'any') delete rest.IcmpType
  if (!PORTS.test(protocol) && !ICMP.test(protocol))
    for (const side of ['LocalPort', 'RemotePort'] as const)
      if (rest[side]?.join().toLowerCase() === 'any') delete rest[side]
  for (const [name, plain] of Object.entries(PLAIN) as [ParameterName, string][])
    if (rest[name]?.join().toLowerCase() === plain) delete rest[name]
  delete rest.InterfaceType
  return rest
}

const packageFamily = (record: ListingRecord): readonly string[] =>
  listingTexts('Package', record.fields.get('packagefamilyname') ?? null) ?? ['not understood']

const completed = (
  rule: Rule,
  given: Partial<Record<ParameterName, readonly string[]>>,
  record: ListingRecord,
  unknown: readonly ParameterName[],
): Rule => {
  const words = given.InterfaceType ?? []
  const interfaceTypes = words.some((word) => word.toLowerCase() === 'any')
    ? []
    : words.map(
        (word) => [...INTERFACE_WORDS].find(([, theirs]) => theirs.toLowerCase() === word.toLowerCase())?.[0] ?? word,
      )
  const family = packageFamily(record)
  const other = {
    ...rule.other,
    ...(family.length === 0 ? {} : { PFN: family.join(',') }),
    ...Object.fromEntries(unknown.map((name) => [name, 'unknown'])),
  }
  const named = { ...rule, id: rule.id || rule.displayName, displayName: rule.displayName || rule.id, interfaceTypes }
  return Object.keys(other).length === 0 ? named : { ...named, other }
}
