// SPDX-License-Identifier: MIT
import { formatIPv4, parseIPv4 } from '../address/ip.ts'
import { appIdText } from './app-id.ts'
import { conditionName } from './conditions.ts'
import type { WfpCondition, WfpFilter, WfpProvider, WfpValue } from './filter.ts'
import type { ScannedElement } from './scan-xml.ts'

const child = (element: ScannedElement | undefined, name: string): ScannedElement | undefined => {
  if (element !== undefined) for (const one of element.children) if (one.name === name) return one
  return undefined
}

const text = (element: ScannedElement | undefined, name: string): string => child(element, name)?.text ?? ''

const key = (value: string): string => (value.startsWith('{') ? value.toLowerCase() : value)

const flagsOf = (element: ScannedElement): readonly string[] =>
  (child(element, 'flags')?.children ?? []).map((item) => item.text)

const PARTS = new Set([
  ...['filterKey', 'displayData', 'flags', 'providerKey', 'providerData', 'layerKey', 'subLayerKey', 'weight'],
  ...['filterCondition', 'action', 'rawContext', 'providerContextKey', 'reserved', 'filterId', 'effectiveWeight'],
])

/** Whether children are these, each once. */
const areOnly = (element: ScannedElement, known: ReadonlySet<string>): boolean => {
  const { children } = element
  if (children.length > known.size) return false
  let index = 0
  for (const { name } of children) {
    if (!known.has(name)) return false
    for (let before = 0; before < index; before++) if (children[before]?.name === name) return false
    index++
  }
  return true
}

const CONDITION_PARTS = new Set(['fieldKey', 'matchType', 'conditionValue'])

/** What is wrong with the parts of a filter; null where they are whole. */
const damageOf = (item: ScannedElement): string | null => {
  if (!areOnly(item, PARTS)) return 'a filter holds other parts than Windows prints'
  const conditions = child(item, 'filterCondition')
  if (conditions === undefined) return 'the conditions are missing'
  for (const list of [conditions, child(item, 'flags')])
    if (list !== undefined && list.count !== null && list.count !== list.children.length)
      return `${list.name} says ${list.count} items and holds ${list.children.length}`
  if (conditions.text !== '' || !conditions.children.every((one) => one.name === 'item' && one.children.length === 3))
    return 'a condition is not whole'
  return conditions.children.every((one) => areOnly(one, CONDITION_PARTS)) ? null : 'a condition is not whole'
}

/** An `<item>` of `<filters>`. Whatever Windows prints is kept as text; nothing is refused. */
export const readFilter = (item: ScannedElement): WfpFilter => {
  const display = child(item, 'displayData')
  const action = child(item, 'action')
  const damage = damageOf(item)
  return {
    key: key(text(item, 'filterKey')),
    name: text(display, 'name'),
    description: text(display, 'description'),
    flags: flagsOf(item),
    provider: key(text(item, 'providerKey')) || null,
    providerData: text(child(item, 'providerData'), 'data').toLowerCase(),
    layer: key(text(item, 'layerKey')),
    subLayer: key(text(item, 'subLayerKey')),
    weight: readValue(child(item, 'weight')),
    conditions: (child(item, 'filterCondition')?.children ?? []).map(readCondition),
    action: text(action, 'type'),
    callout: key(text(action, 'filterType')) || null,
    providerContext: key(text(item, 'providerContextKey')) || null,
    ...(damage !== null && { damage }),
  }
}

/** An `<item>` of `<providers>`. */
export const readProvider = (item: ScannedElement): WfpProvider => {
  const display = child(item, 'displayData')
  return {
    key: key(text(item, 'providerKey')),
    name: text(display, 'name'),
    description: text(display, 'description'),
    flags: flagsOf(item),
    service: text(item, 'serviceName'),
  }
}

const readCondition = (item: ScannedElement): WfpCondition => ({
  field: conditionName(text(item, 'fieldKey')),
  match: text(item, 'matchType'),
  value: readValue(child(item, 'conditionValue')),
})

const readValue = (element: ScannedElement | undefined): WfpValue => {
  const type = text(element, 'type')
  const payload = element?.children.find((one) => one.name !== 'type')
  switch (type) {
    case 'FWP_BYTE_BLOB_TYPE': {
      const hex = text(payload, 'data')
      return { type, value: appIdText(hex) ?? hex }
    }
    case 'FWP_V4_ADDR_MASK':
      return { type, value: `${dotted(text(payload, 'addr'))}/${dotted(text(payload, 'mask'))}` }
    case 'FWP_V6_ADDR_MASK':
      return { type, value: `${text(payload, 'addr')}/${text(payload, 'prefixLength')}` }
    case 'FWP_RANGE_TYPE': {
      const low = readValue(child(payload, 'valueLow'))
      const high = readValue(child(payload, 'valueHigh'))
      return { type, of: low.type, value: `${low.value}-${high.value}` }
    }
    default:
      return { type, value: payload === undefined ? '' : content(payload) }
  }
}

/** Addresses are printed dotted; a plain number stands for the same. */
const dotted = (value: string): string =>
  /^\d{1,10}$/.test(value) && Number(value) <= 0xffffffff && parseIPv4(value) === null
    ? formatIPv4(Number(value))
    : value

const content = (element: ScannedElement): string =>
  element.children.length === 0 ? element.text : element.children.map(content).join(' ')
