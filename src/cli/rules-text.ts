// SPDX-License-Identifier: MIT

import { visible } from '../diagnostics/visible.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import { cutText } from '../formats/text/cut-text.ts'
import type { ReadResult } from '../read/read-result.ts'
import { ruleText } from './rule-text.ts'

const LONGEST = 200

const dataText = (data: RegistryValue['data']): string => {
  const text = visible([data].flat().join(', '))
  return text.length > LONGEST ? `${cutText(text, LONGEST)}… (${text.length} characters)` : text
}

const valueText = ({ name, type, data }: RegistryValue): string =>
  `    ${visible(name === '' ? '(default)' : name)} = ${dataText(data)}  ${type}\n`

/** Values by their keys, in the order of the file. */
const registryText = (values: readonly RegistryValue[]): string =>
  [...Map.groupBy(values, ({ key }) => key)]
    .map(([key, list]) => `${visible(key)}\n${list.map(valueText).join('')}`)
    .join('')

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** What was read, for people: every rule with all that it says, then the other values, then how many of each. */
export const rulesText = ({ format, rules, registry, losses }: ReadResult): string =>
  [
    ...rules.map(ruleText),
    ...(registry.length > 0 ? [`\n${registryText(registry)}`] : []),
    `\n${format}: ${count(rules.length, 'rule')}, ${count(registry.length, 'other value')}${losses.length > 0 ? `, ${count(losses.length, 'loss', 'losses')}` : ''}\n`,
  ].join('')
