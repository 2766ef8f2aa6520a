// SPDX-License-Identifier: MIT
import { textWriter } from '../text/text-writer.ts'
import type { WfpCondition, WfpFilter, WfpProvider } from './filter.ts'
import { valueText } from './write-value.ts'
import { xmlLeaf } from './xml-leaf.ts'

/** Filters in the order in which they come, made one by one where nobody needs them afterwards. */
export interface WfpContent {
  readonly filters: Iterable<WfpFilter>
  readonly providers: readonly WfpProvider[]
}

/**
 * The document in the form of `netsh wfp show filters`: UTF-8 with a byte order mark, a tab a level, the elements of an
 * item in Windows' order. What only a running engine knows (filterId, effectiveWeight) is 0 and FWP_EMPTY.
 * Written as text, not as a tree: large policies have half a million conditions.
 */
export const writeWfpXml = ({ filters, providers }: WfpContent): Uint8Array => {
  const writer = textWriter()
  writer.add('\ufeff<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<wfpdiag>\n\t<filters>\n')
  for (const filter of filters) writer.add(filterText(filter))
  writer.add('\t</filters>\n\t<providers>\n')
  for (const provider of providers) writer.add(providerText(provider))
  writer.add('\t</providers>\n</wfpdiag>\n')
  return writer.bytes()
}

const list = (name: string, count: number, items: string): string =>
  count === 0 ? `\t\t\t<${name}/>\n` : `\t\t\t<${name} numItems="${count}">\n${items}\t\t\t</${name}>\n`

const flagList = (flags: readonly string[]): string =>
  list('flags', flags.length, flags.map((flag) => xmlLeaf('\t\t\t\t', 'item', flag)).join(''))

const displayData = (name: string, description: string): string =>
  `\t\t\t<displayData>\n${xmlLeaf('\t\t\t\t', 'name', name)}${xmlLeaf('\t\t\t\t', 'description', description)}\t\t\t</displayData>\n`

const conditionText = ({ field, match, value }: WfpCondition): string =>
  `\t\t\t\t<item>\n${xmlLeaf('\t\t\t\t\t', 'fieldKey', field)}${xmlLeaf('\t\t\t\t\t', 'matchType', match)}\t\t\t\t\t<conditionValue>\n${valueText(value, '\t\t\t\t\t\t')}\t\t\t\t\t</conditionValue>\n\t\t\t\t</item>\n`

const providerData = (hex: string): string =>
  hex === ''
    ? '\t\t\t<providerData/>\n'
    : `\t\t\t<providerData>\n${xmlLeaf('\t\t\t\t', 'data', hex)}${xmlLeaf('\t\t\t\t', 'asString', printable(hex))}\t\t\t</providerData>\n`

const filterText = (filter: WfpFilter): string =>
  [
    '\t\t<item>\n',
    xmlLeaf('\t\t\t', 'filterKey', filter.key),
    displayData(filter.name, filter.description),
    flagList(filter.flags),
    xmlLeaf('\t\t\t', 'providerKey', filter.provider),
    providerData(filter.providerData),
    xmlLeaf('\t\t\t', 'layerKey', filter.layer),
    xmlLeaf('\t\t\t', 'subLayerKey', filter.subLayer),
    `\t\t\t<weight>\n${valueText(filter.weight, '\t\t\t\t')}\t\t\t</weight>\n`,
    list('filterCondition', filter.conditions.length, filter.conditions.map(conditionText).join('')),
    `\t\t\t<action>\n${xmlLeaf('\t\t\t\t', 'type', filter.action)}${xmlLeaf('\t\t\t\t', 'filterType', filter.callout)}\t\t\t</action>\n`,
    filter.providerContext === null
      ? '\t\t\t<rawContext>0</rawContext>\n'
      : xmlLeaf('\t\t\t', 'providerContextKey', filter.providerContext),
    '\t\t\t<reserved/>\n\t\t\t<filterId>0</filterId>\n',
    '\t\t\t<effectiveWeight>\n\t\t\t\t<type>FWP_EMPTY</type>\n\t\t\t</effectiveWeight>\n\t\t</item>\n',
  ].join('')

const providerText = (provider: WfpProvider): string =>
  [
    '\t\t<item>\n',
    xmlLeaf('\t\t\t', 'providerKey', provider.key),
    displayData(provider.name, provider.description),
    flagList(provider.flags),
    '\t\t\t<providerData/>\n',
    xmlLeaf('\t\t\t', 'serviceName', provider.service),
    '\t\t</item>\n',
  ].join('')

/** Bytes as netsh shows them: a dot for what is not printable ASCII. */
const printable = (hex: string): string =>
  Buffer.from(hex, 'hex')
    .toString('latin1')
    .replace(/[^\x21-\x7e]/g, '.')
