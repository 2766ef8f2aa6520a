// SPDX-License-Identifier: MIT
import { isScalar, parseDocument, visit } from 'yaml'
import type { RegistryType, RegistryValue } from '../rule/registry-value.ts'
import { readBlockYaml } from '../yaml/read-block-yaml.ts'
import { dscDocument, dscResource, firewallRule, firewallRuleList, registryInstance } from './document-schema.ts'
import { decodeDocumentText } from './document-text.ts'
import { type DscContent, faultContent, joinContent, lostPiece, NO_CONTENT } from './dsc-content.ts'
import { readNativeRule } from './read-native-rule.ts'
import { readRegistryKey } from './read-registry-resource.ts'
import { readResource } from './read-resource.ts'
import { dscTypeOf } from './resource-schema.ts'
import { unknownResource } from './unknown-resource.ts'

/** What a DSC v3 document says, and which of its rules stand in a FirewallRuleList, that is without an id. */
export interface DocumentContent extends DscContent {
  readonly native: ReadonlySet<string>
}

const TYPES: Readonly<Record<string, RegistryType>> = {
  String: 'REG_SZ',
  ExpandString: 'REG_EXPAND_SZ',
  MultiString: 'REG_MULTI_SZ',
  Binary: 'REG_BINARY',
  DWord: 'REG_DWORD',
  QWord: 'REG_QWORD',
}

const decode = (value: unknown): unknown =>
  typeof value === 'string' ? decodeDocumentText(value) : Array.isArray(value) ? value.map(decode) : value

const isExpression = (value: unknown): boolean => value === null || (Array.isArray(value) && value.includes(null))

const readRegistry = (properties: Readonly<Record<string, unknown>>): DscContent => {
  const key = readRegistryKey(String(decode(properties.keyPath)))
  const name = String(decode(properties.valueName ?? ''))
  const field = `${key}\\${name}`
  if (properties._exist === false) return faultContent(field, 'the document removes this value')
  const [word, given] = Object.entries(properties.valueData ?? {})[0] ?? []
  const type = TYPES[word ?? '']
  const data = decode(given)
  if (type === undefined || isExpression(data)) return faultContent(field, 'the data was not understood')
  const value =
    type === 'REG_BINARY' ? Buffer.from(data as number[]).toString('hex') : typeof data === 'bigint' ? `${data}` : data
  return { ...NO_CONTENT, registry: [{ key, name, type, data: value as RegistryValue['data'] }] }
}

const readAdapted = (type: string, properties: Readonly<Record<string, unknown>>): DscContent => {
  const known = dscTypeOf(type.slice(type.indexOf('/') + 1))
  if (known === null) return unknownResource(type, Object.keys(properties))
  const decoded = Object.entries(properties).map(([name, value]): [string, unknown] => [name, decode(value)])
  const faults = decoded
    .filter(([, value]) => isExpression(value))
    .map(([name]) => ({ field: `${type}.${name}`, reason: 'is an expression' }))
  return readResource(known, Object.fromEntries(decoded), faults)
}

/** Names of resources compare without case. */
const isRuleList = (type: unknown): boolean => String(type).toLowerCase() === 'microsoft.windows/firewallrulelist'

const readRuleItem = (value: unknown): DscContent => {
  const rule = firewallRule.safeParse(value)
  return rule.success ? readNativeRule(rule.data) : lostPiece('rules', textOf(value), issueText(rule.error.issues[0]))
}

/** A resource of the document, or what the properties of one are when they stand by themselves. */
const readResourceItem = (value: unknown, native: Set<string>): DscContent => {
  const resource = dscResource.safeParse(value)
  if (!resource.success) return lostPiece('document', textOf(value), issueText(resource.error.issues[0]))
  const { name, type, properties = {} } = resource.data
  if (isRuleList(type)) {
    const list = firewallRuleList.safeParse(properties)
    if (!list.success) return faultContent(name, issueText(list.error.issues[0]))
    const others = list.data.unspecifiedRules?.action ?? 'ignore'
    const rules = joinContent(list.data.rules.map(readRuleItem))
    for (const rule of rules.rules) native.add(rule.id)
    return joinContent([
      rules,
      others === 'ignore' ? NO_CONTENT : faultContent('unspecifiedRules', `the document would ${others} other rules`),
    ])
  }
  if (type.toLowerCase() === 'microsoft.windows/registry') {
    const registry = registryInstance.safeParse(properties)
    return registry.success ? readRegistry(properties) : faultContent(name, issueText(registry.error.issues[0]))
  }
  return readAdapted(type, properties)
}

/** Firewall rules and registry values of a DSC v3 document, YAML or JSON. What is not such a document is a loss. */
export const readDscDocument = (text: string): DocumentContent => {
  const native = new Set<string>()
  const parsed = parseYaml(text)
  if ('reason' in parsed) return { ...readPieces(text, parsed, native), native }
  const document = dscDocument.safeParse(parsed.value)
  const isJson = text.trimStart().startsWith('{')
  const stray = document.success || isJson ? undefined : document.error.issues.find(isStrayKey)
  // A line of YAML that lost its place ends the item above it too soon, and without its last keys that would be a wider rule.
  if (stray !== undefined) return { ...readPieces(text, { reason: issueText(stray) }, native, 'document'), native }
  const resources = (parsed.value as { readonly resources?: unknown } | null)?.resources
  const around = document.success ? NO_CONTENT : faultContent('document', issueText(document.error.issues[0]))
  const parts = Array.isArray(resources) ? resources.map((one) => readResourceItem(one, native)) : []
  return { ...joinContent([around, ...parts]), native }
}

/** A key at the margin of the document that none has. */
const isStrayKey = ({ code, path }: { readonly code: string; readonly path: readonly unknown[] }): boolean =>
  code === 'unrecognized_keys' && path.length === 0

/** Where a rule begins in YAML or in JSON, in a document that is damaged somewhere. */
const ITEM = /^[ \t]*- (?=name: )|\{(?=\s*"name"\s*:)/gm

/** The end of the object that begins at `start` in JSON; -1 where it does not end. */
const objectEnd = (text: string, start: number): number => {
  let depth = 0
  let quoted = false
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (quoted) {
      if (char === '\\') at++
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '{' || char === '[') depth++
    else if ((char === '}' || char === ']') && --depth === 0) return at + 1
  }
  return -1
}

/**
 * The items of a damaged document, each read by itself: the damage costs the one in which it lies. An item is a rule or a
 * resource; of one that holds others only what stands before the first of them.
 */
const readPieces = (
  text: string,
  { reason }: { readonly reason: string },
  native: Set<string>,
  field: 'yaml' | 'document' = 'yaml',
): DscContent => {
  const starts = [...text.matchAll(ITEM)].map(({ index }) => index)
  const parts = starts.map((start, index): DscContent => {
    const piece = text.slice(start, starts[index + 1] ?? text.length)
    const isJson = piece.startsWith('{')
    const end = isJson ? objectEnd(piece, 0) : piece.length
    const whole = isJson ? (end < 0 ? null : piece.slice(0, end)) : outdent(piece)
    const parsed = whole === null ? { reason } : parseYaml(whole)
    const value =
      'reason' in parsed ? undefined : isJson ? parsed.value : (parsed.value as readonly unknown[] | null)?.[0]
    if (typeof value !== 'object' || value === null) return lostPiece('document', piece)
    if ('type' in value) {
      // The rules of a list are pieces of their own.
      return isRuleList((value as { readonly type: unknown }).type) ? NO_CONTENT : readResourceItem(value, native)
    }
    const read = readRuleItem(value)
    for (const rule of read.rules) native.add(rule.id)
    return read
  })
  return joinContent([faultContent(field, reason), ...parts])
}

/** What may stand behind the last item of a list, further out. */
const BEHIND =
  /^\s*(?:#|---|\.\.\.|"?(?:\$schema|contentVersion|metadata|parameters|variables|outputs|functions|directives|resources|dependsOn|unspecifiedRules)"?\s*:)/

/**
 * A list item of YAML with what follows at its depth, moved to the margin; null where a line behind it is nothing that
 * stands there: then the item ends too soon, and without its last keys it would be a wider rule.
 */
const outdent = (piece: string): string | null => {
  const depth = piece.search(/\S/)
  const lines = piece.split('\n')
  const end = lines.findIndex((line, index) => index > 0 && line.trim() !== '' && line.search(/\S/) <= depth)
  if (end >= 0 && !BEHIND.test(lines[end] as string)) return null
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .map((line) => line.slice(depth))
    .join('\n')
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, entry: unknown) => (typeof entry === 'bigint' ? `${entry}` : entry)) ?? ''

/** The value of a document; a reason for what is not YAML, for a key that stands twice, and for nesting that is too deep. */
const parseYaml = (text: string): { readonly value: unknown } | { readonly reason: string } => {
  const plain = readBlockYaml(text)
  if (plain !== null) return plain
  try {
    const yaml = parseDocument(text, {
      version: '1.2',
      uniqueKeys: false,
      logLevel: 'silent',
      intAsBigInt: true,
      prettyErrors: false,
    })
    const [error] = yaml.errors
    if (error !== undefined) {
      const before = text.slice(0, error.pos[0]).split('\n')
      return { reason: `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: this is not YAML` }
    }
    let twice: string | null = null
    visit(yaml, {
      Map: (_, map) => {
        const seen = new Set<unknown>()
        for (const { key } of map.items) {
          const name = isScalar(key) ? key.value : key
          if (seen.has(name)) twice ??= String(name)
          seen.add(name)
        }
      },
    })
    return twice === null ? { value: small(yaml.toJS()) } : { reason: `the key ${JSON.stringify(twice)} stands twice` }
  } catch {
    // The parser gives up on nesting without end, and on aliases that repeat too much.
    return { reason: 'it nests deeper, or repeats more, than a document does' }
  }
}

const issueText = (issue: { readonly path: PropertyKey[]; readonly message: string } | undefined): string =>
  issue === undefined ? 'is not a document' : `${issue.path.map(String).join('.')}: ${issue.message}`

/** Whole numbers are read as bigint so that a QWORD keeps its digits; the others are numbers again. */
const small = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  if (Array.isArray(value)) return value.map(small)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, small(entry)]))
  return value
}
