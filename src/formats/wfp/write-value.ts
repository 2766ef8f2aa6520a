// SPDX-License-Identifier: MIT
import { appIdHex } from './app-id.ts'
import type { WfpValue } from './filter.ts'
import { xmlLeaf } from './xml-leaf.ts'

/** Type and value of an FWP_VALUE0 or FWP_CONDITION_VALUE0 as netsh prints them, a line an element. */
export const valueText = ({ type, value, of }: WfpValue, indent: string): string =>
  `${xmlLeaf(indent, 'type', type)}${payload(type, value, of, indent)}`

const payload = (type: string, value: string, of: string | undefined, indent: string): string => {
  switch (type) {
    case 'FWP_EMPTY':
      return ''
    case 'FWP_UINT8':
    case 'FWP_UINT16':
    case 'FWP_UINT32':
    case 'FWP_UINT64':
      return xmlLeaf(indent, type.slice(4).toLowerCase(), value)
    case 'FWP_BYTE_ARRAY16_TYPE':
      return xmlLeaf(indent, 'byteArray16', value)
    case 'FWP_BYTE_BLOB_TYPE':
      return pair(indent, 'byteBlob', ['data', appIdHex(value)], ['asString', value])
    case 'FWP_SECURITY_DESCRIPTOR_TYPE':
      return xmlLeaf(indent, 'sd', value)
    case 'FWP_V4_ADDR_MASK': {
      const [addr = '', mask = ''] = value.split('/')
      return pair(indent, 'v4AddrMask', ['addr', addr], ['mask', mask])
    }
    case 'FWP_V6_ADDR_MASK': {
      const [addr = '', length = ''] = value.split('/')
      return pair(indent, 'v6AddrMask', ['addr', addr], ['prefixLength', length])
    }
    case 'FWP_RANGE_TYPE': {
      const [low = '', high = ''] = value.split('-')
      const end = (name: string, text: string): string =>
        `${indent}\t<${name}>\n${valueText({ type: of ?? 'FWP_EMPTY', value: text }, `${indent}\t\t`)}${indent}\t</${name}>\n`
      return `${indent}<rangeValue>\n${end('valueLow', low)}${end('valueHigh', high)}${indent}</rangeValue>\n`
    }
    default:
      throw new TypeError(`no filter of ours has a value of type ${type}`)
  }
}

type Leaf = readonly [name: string, text: string]

const pair = (indent: string, name: string, first: Leaf, second: Leaf): string =>
  `${indent}<${name}>\n${xmlLeaf(`${indent}\t`, ...first)}${xmlLeaf(`${indent}\t`, ...second)}${indent}</${name}>\n`
