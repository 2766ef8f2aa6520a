// SPDX-License-Identifier: MIT
import { appIdHex } from './app-id.ts'
import type { WfpCondition, WfpValue } from './filter.ts'

/** An element: its name (with attributes), and its text or children. Null is an empty element, `<name/>`. */
export type XmlNode = readonly [name: string, content: string | null | readonly XmlNode[]]

/** Type and value of an FWP_VALUE0 or FWP_CONDITION_VALUE0 as netsh prints them. */
export const valueNodes = ({ type, value, of }: WfpValue): readonly XmlNode[] => [
  ['type', type],
  ...payload(type, value, of),
]

export const conditionNode = ({ field, match, value }: WfpCondition): XmlNode => [
  'item',
  [
    ['fieldKey', field],
    ['matchType', match],
    ['conditionValue', valueNodes(value)],
  ],
]

const payload = (type: string, value: string, of: string | undefined): readonly XmlNode[] => {
  switch (type) {
    case 'FWP_EMPTY':
      return []
    case 'FWP_UINT8':
    case 'FWP_UINT16':
    case 'FWP_UINT32':
    case 'FWP_UINT64':
      return [[type.slice(4).toLowerCase(), value]]
    case 'FWP_BYTE_ARRAY16_TYPE':
      return [['byteArray16', value]]
    case 'FWP_BYTE_BLOB_TYPE':
      return [
        [
          'byteBlob',
          [
            ['data', appIdHex(value)],
            ['asString', value],
          ],
        ],
      ]
    case 'FWP_SECURITY_DESCRIPTOR_TYPE':
      return [['sd', value]]
    case 'FWP_V4_ADDR_MASK':
      return [['v4AddrMask', pair(value, '/', 'addr', 'mask')]]
    case 'FWP_V6_ADDR_MASK':
      return [['v6AddrMask', pair(value, '/', 'addr', 'prefixLength')]]
    case 'FWP_RANGE_TYPE': {
      const [low = '', high = ''] = value.split('-')
      const end = (text: string): readonly XmlNode[] => valueNodes({ type: of ?? 'FWP_EMPTY', value: text })
      return [
        [
          'rangeValue',
          [
            ['valueLow', end(low)],
            ['valueHigh', end(high)],
          ],
        ],
      ]
    }
    default:
      throw new TypeError(`no filter of ours has a value of type ${type}`)
  }
}

const pair = (value: string, separator: string, first: string, second: string): readonly XmlNode[] => {
  const [a = '', b = ''] = value.split(separator)
  return [
    [first, a],
    [second, b],
  ]
}
