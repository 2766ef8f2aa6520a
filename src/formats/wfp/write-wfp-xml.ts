// SPDX-License-Identifier: MIT
import { escapeXmlText, isXmlText } from '../xml/xml-text.ts'
import type { WfpDocument, WfpFilter, WfpProvider } from './filter.ts'
import { conditionNode, valueNodes, type XmlNode } from './write-value.ts'

/**
 * The document in the form of `netsh wfp show filters`: UTF-8 with a byte order mark, a tab a level, the elements of an
 * item in Windows' order. What only a running engine knows (filterId, effectiveWeight) is 0 and FWP_EMPTY.
 * Written as lines, not as a tree: a condition takes a microsecond, and large policies have half a million.
 */
export const writeWfpXml = ({ filters, providers }: WfpDocument): Uint8Array => {
  const lines: string[] = ['\ufeff<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', '<wfpdiag>', '\t<filters>']
  for (const filter of filters) append(lines, filterNode(filter), '\t\t')
  lines.push('\t</filters>', '\t<providers>')
  for (const provider of providers) append(lines, providerNode(provider), '\t\t')
  lines.push('\t</providers>', '</wfpdiag>', '')
  return new TextEncoder().encode(lines.join('\n'))
}

const append = (lines: string[], [name, content]: XmlNode, indent: string): void => {
  if (content === null || content.length === 0) lines.push(`${indent}<${name}/>`)
  else if (typeof content === 'string') lines.push(`${indent}<${name}>${encodeText(content)}</${name}>`)
  else {
    lines.push(`${indent}<${name}>`)
    for (const child of content) append(lines, child, `${indent}\t`)
    const blank = name.indexOf(' ')
    lines.push(`${indent}</${blank < 0 ? name : name.slice(0, blank)}>`)
  }
}

/** Names are text of users; a character that XML cannot hold becomes U+FFFD. */
const encodeText = (text: string): string =>
  escapeXmlText(
    isXmlText(text) ? text : Array.from(text.toWellFormed(), (one) => (isXmlText(one) ? one : '\ufffd')).join(''),
  )

const list = (name: string, items: readonly XmlNode[]): XmlNode =>
  items.length === 0 ? [name, null] : [`${name} numItems="${items.length}"`, items]

const flagList = (flags: readonly string[]): XmlNode =>
  list(
    'flags',
    flags.map((flag): XmlNode => ['item', flag]),
  )

const displayData = (name: string, description: string): XmlNode => [
  'displayData',
  [
    ['name', name],
    ['description', description],
  ],
]

const filterNode = (filter: WfpFilter): XmlNode => [
  'item',
  [
    ['filterKey', filter.key],
    displayData(filter.name, filter.description),
    flagList(filter.flags),
    ['providerKey', filter.provider],
    [
      'providerData',
      filter.providerData === ''
        ? null
        : [
            ['data', filter.providerData],
            ['asString', printable(filter.providerData)],
          ],
    ],
    ['layerKey', filter.layer],
    ['subLayerKey', filter.subLayer],
    ['weight', valueNodes(filter.weight)],
    list('filterCondition', filter.conditions.map(conditionNode)),
    [
      'action',
      [
        ['type', filter.action],
        ['filterType', filter.callout],
      ],
    ],
    filter.providerContext === null ? ['rawContext', '0'] : ['providerContextKey', filter.providerContext],
    ['reserved', null],
    ['filterId', '0'],
    ['effectiveWeight', valueNodes({ type: 'FWP_EMPTY', value: '' })],
  ],
]

const providerNode = (provider: WfpProvider): XmlNode => [
  'item',
  [
    ['providerKey', provider.key],
    displayData(provider.name, provider.description),
    flagList(provider.flags),
    ['providerData', null],
    ['serviceName', provider.service],
  ],
]

/** Bytes as netsh shows them: a dot for what is not printable ASCII. */
const printable = (hex: string): string =>
  Array.from(Buffer.from(hex, 'hex'), (byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')
