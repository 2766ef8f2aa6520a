// SPDX-License-Identifier: MIT
import type { WfpCondition, WfpFilter } from './filter.ts'
import { readProviderData } from './provider-data.ts'

const conditionText = ({ field, match, value }: WfpCondition): string =>
  `${field} ${match} ${value.of === undefined ? value.type : `${value.type}:${value.of}`} ${value.value}`

const ascii = (json: string): string =>
  json.replace(/['\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * A filter of ours as a line of the installer's table: JSON in ASCII, without the quotes that PowerShell knows.
 * The same filter gives the same line, whether it was made or read.
 */
export const filterLine = (filter: WfpFilter): string =>
  ascii(
    JSON.stringify({
      key: filter.key,
      rule: readProviderData(filter.providerData)?.rule ?? '',
      name: filter.name,
      description: filter.description,
      layer: filter.layer,
      weight: Number(filter.weight.value),
      action: filter.action,
      hard: filter.flags.includes('FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT'),
      data: Buffer.from(filter.providerData, 'hex').toString('utf8'),
      conditions: filter.conditions.map(conditionText),
    }),
  )
