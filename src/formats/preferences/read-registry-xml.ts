// SPDX-License-Identifier: MIT

import type { Loss } from '../rule/loss.ts'
import type { RegistryType, RegistryValue } from '../rule/registry-value.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { HIVE_NAMES } from './registry-settings.ts'

const HIVE = new Map([...HIVE_NAMES].map(([short, long]) => [long, short]))
const NUMBERS: ReadonlyMap<string, RegistryType> = new Map([
  ['REG_DWORD', 'REG_DWORD'],
  ['REG_QWORD', 'REG_QWORD'],
])
const TEXTS: ReadonlyMap<string, RegistryType> = new Map([
  ['REG_SZ', 'REG_SZ'],
  ['REG_EXPAND_SZ', 'REG_EXPAND_SZ'],
])

const elements = (root: XmlElement, name: string): readonly XmlElement[] =>
  root.children.flatMap((child) =>
    child.name === name ? [child] : child.name === 'Collection' ? elements(child, name) : [],
  )

const typed = (
  type: string,
  value: string,
  entries: readonly string[],
): Pick<RegistryValue, 'type' | 'data'> | null => {
  const number = NUMBERS.get(type)
  if (number !== undefined) {
    if (!/^[0-9A-Fa-f]{1,16}$/.test(value)) return null
    const data = BigInt(`0x${value}`)
    return { type: number, data: data <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(data) : data.toString() }
  }
  const text = TEXTS.get(type)
  if (text !== undefined) return { type: text, data: value }
  if (type === 'REG_MULTI_SZ') return { type, data: entries }
  if (type === 'REG_BINARY' && /^([0-9A-Fa-f]{2})*$/.test(value)) return { type, data: value.toLowerCase() }
  return null
}

/**
 * The registry values that Registry.xml sets, `root` being its root element. An item that deletes a value becomes
 * `**del.NAME`, as registry.pol says it; disabled items are left out.
 */
export const readRegistryXml = (
  root: XmlElement,
): { readonly values: readonly RegistryValue[]; readonly losses: readonly Loss[] } => {
  const values: RegistryValue[] = []
  const losses: Loss[] = []
  for (const item of elements(root, 'Registry')) {
    if (item.attributes.get('disabled') === '1') continue
    const properties = item.children.find((child) => child.name === 'Properties')
    const property = (name: string): string => properties?.attributes.get(name) ?? ''
    const hive = HIVE.get(property('hive'))
    const name = property('name')
    const field = `${property('hive')}\\${property('key')}\\${name}`
    const entries = properties?.children
      .filter((child) => child.name === 'Values')
      .flatMap((list) => list.children.filter((child) => child.name === 'Value').map((child) => child.text))
    const data = typed(property('type'), property('value'), entries ?? [])
    if (hive === undefined) losses.push({ rule: null, field, reason: 'a preference item without a known hive' })
    else if (property('action') === 'D')
      values.push({ key: `${hive}\\${property('key')}`, name: `**del.${name}`, type: 'REG_SZ', data: ' ' })
    else if (data === null)
      losses.push({
        rule: null,
        field,
        reason: `a value of type ${JSON.stringify(property('type'))} was not understood`,
      })
    else values.push({ key: `${hive}\\${property('key')}`, name, ...data })
  }
  return { values, losses }
}
