// SPDX-License-Identifier: MIT
import { isScalar, parseDocument, visit } from 'yaml'
import type { RegistryType, RegistryValue } from '../rule/registry-value.ts'
import { dscDocument, firewallRuleList, registryInstance } from './document-schema.ts'
import { decodeDocumentText } from './document-text.ts'
import { type DscContent, faultContent, joinContent, NO_CONTENT } from './dsc-content.ts'
import { readNativeRule } from './read-native-rule.ts'
import { readRegistryKey } from './read-registry-resource.ts'
import { readResource } from './read-resource.ts'
import { dscTypeOf } from './resource-schema.ts'

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
  if (known === null) return NO_CONTENT
  const decoded = Object.entries(properties).map(([name, value]): [string, unknown] => [name, decode(value)])
  const losses = decoded
    .filter(([, value]) => isExpression(value))
    .map(([name]) => ({ rule: null, field: `${type}.${name}`, reason: 'is an expression' }))
  return joinContent([{ ...NO_CONTENT, losses }, readResource(known, Object.fromEntries(decoded))])
}

/** Firewall rules and registry values of a DSC v3 document. What is not such a document is a loss. */
export const readDscDocument = (text: string): DocumentContent => {
  const none = (field: string, reason: string): DocumentContent => ({
    ...faultContent(field, reason),
    native: new Set(),
  })
  let value: unknown
  try {
    value = parseYaml(text)
  } catch (cause) {
    return none('yaml', (cause as Error).message.split('\n')[0] ?? 'is not YAML')
  }
  const parsed = dscDocument.safeParse(value)
  if (!parsed.success) return none('document', issueText(parsed.error.issues[0]))
  const native = new Set<string>()
  const parts = parsed.data.resources.map(({ name, type, properties = {} }): DscContent => {
    if (type === 'Microsoft.Windows/FirewallRuleList') {
      const list = firewallRuleList.safeParse(properties)
      if (!list.success) return faultContent(name, issueText(list.error.issues[0]))
      const others = list.data.unspecifiedRules?.action ?? 'ignore'
      const rules = joinContent(list.data.rules.map(readNativeRule))
      for (const rule of rules.rules) native.add(rule.id)
      return joinContent([
        rules,
        others === 'ignore' ? NO_CONTENT : faultContent('unspecifiedRules', `the document would ${others} other rules`),
      ])
    }
    if (type === 'Microsoft.Windows/Registry') {
      const registry = registryInstance.safeParse(properties)
      return registry.success ? readRegistry(properties) : faultContent(name, issueText(registry.error.issues[0]))
    }
    return readAdapted(type, properties)
  })
  return { ...joinContent(parts), native }
}

/** Throws for what is not YAML, for a key that stands twice, and for nesting that is too deep for the parser. */
const parseYaml = (text: string): unknown => {
  const yaml = parseDocument(text, { version: '1.2', uniqueKeys: false, logLevel: 'silent', intAsBigInt: true })
  const [error] = yaml.errors
  if (error !== undefined) throw error
  visit(yaml, {
    Map: (_, map) => {
      const seen = new Set<unknown>()
      for (const { key } of map.items) {
        const name = isScalar(key) ? key.value : key
        if (seen.has(name)) throw new Error(`the key ${String(name)} stands twice`)
        seen.add(name)
      }
    },
  })
  return small(yaml.toJS())
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
