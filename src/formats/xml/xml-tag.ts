// SPDX-License-Identifier: MIT
import { isXmlText } from './xml-text.ts'

/** The namespaces that prefixes stand for at a place of a document. */
export type XmlScope = ReadonlyMap<string, string>

export const XML_SCOPE: XmlScope = new Map([
  ['', ''],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
])

const NAME = '[A-Za-z_\\u0080-\\uffff][-.\\w\\u0080-\\uffff]*'
const TAG = new RegExp(`<(${NAME}(?::${NAME})?)`, 'y')
const ATTRIBUTE = new RegExp(`\\s+(${NAME}(?::${NAME})?)\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y')
const TAG_END = /\s*(\/?)>/y
const REFERENCE = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));|&/g
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Text with its references resolved; null where one is not predefined or not a character. */
export const resolveReferences = (text: string): string | null => {
  let good = true
  const resolved = text.replace(REFERENCE, (_, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return PREDEFINED[name] as string
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : ''
    good &&= character !== '' && isXmlText(character)
    return character
  })
  return good ? resolved : null
}

/** Splits `prefix:name`. */
export const qualifiedName = (tag: string): readonly [prefix: string, name: string] => {
  const colon = tag.indexOf(':')
  return colon < 0 ? ['', tag] : [tag.slice(0, colon), tag.slice(colon + 1)]
}

export interface XmlTag {
  readonly tag: string
  readonly namespace: string
  readonly name: string
  /** By local name. */
  readonly attributes: ReadonlyMap<string, string>
  readonly scope: XmlScope
  readonly empty: boolean
  readonly end: number
}

/** Reads the start tag at a place of the text; a reason where there is none. */
export const readTag = (text: string, at: number, outer: XmlScope): XmlTag | string => {
  TAG.lastIndex = at
  const tag = TAG.exec(text)?.[1]
  if (tag === undefined) return 'a tag has no name'
  let end = TAG.lastIndex
  const attributes = new Map<string, string>()
  const names = new Set<string>()
  const declared = new Map<string, string>()
  for (;;) {
    ATTRIBUTE.lastIndex = end
    const match = ATTRIBUTE.exec(text)
    if (match === null) break
    end = ATTRIBUTE.lastIndex
    const name = match[1] as string
    const value = resolveReferences((match[2] ?? match[3] ?? '').replace(/\r\n|[\t\r\n]/g, ' '))
    if (value === null) return `the attribute ${name} holds an unknown reference`
    if (names.has(name)) return `the attribute ${name} stands there twice`
    names.add(name)
    const [prefix, local] = qualifiedName(name)
    if (name === 'xmlns') declared.set('', value)
    else if (prefix === 'xmlns') declared.set(local, value)
    else attributes.set(local, value)
  }
  TAG_END.lastIndex = end
  const close = TAG_END.exec(text)
  if (close === null) return `the tag ${tag} has no end`
  const scope = declared.size === 0 ? outer : new Map([...outer, ...declared])
  const [prefix, name] = qualifiedName(tag)
  const namespace = scope.get(prefix)
  if (namespace === undefined) return `the prefix ${prefix} is not declared`
  return { tag, namespace, name, attributes, scope, empty: close[1] === '/', end: TAG_END.lastIndex }
}
