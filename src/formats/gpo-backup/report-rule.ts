// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { splitRuleString } from '../rule-string/split-rule-string.ts'

/** The elements of a rule in a report, in their order, and the fields of the rule string that each shows. */
const ELEMENTS: readonly (readonly [element: string, fields: readonly string[]])[] = [
  ['Action', ['Action']],
  ['Name', ['Name']],
  ['Dir', ['Dir']],
  ['App', ['App']],
  ['LA4', ['LA4']],
  ['LA6', ['LA6']],
  ['Svc', ['Svc']],
  ['Profile', ['Profile']],
  ['RA4', ['RA42', 'RA4']],
  ['RA6', ['RA62', 'RA6']],
  ['LPort', ['LPort', 'LPort2_10', 'LPort2_20', 'LPort2_24']],
  ['RPort', ['RPort', 'RPort2_10']],
  ['Protocol', ['Protocol']],
  ['ICMP4', ['ICMP4']],
  ['ICMP6', ['ICMP6']],
  ['Desc', ['Desc']],
  ['Active', ['Active']],
  ['Edge', ['Edge']],
  ['EmbedCtxt', ['EmbedCtxt']],
]

const ELEMENT_OF = new Map(ELEMENTS.flatMap(([element, fields]) => fields.map((field) => [field, element] as const)))
/** Reports show these two as XML Schema writes booleans. */
const BOOLEANS = new Set(['Active', 'Edge'])

export interface ReportRule {
  readonly outbound: boolean
  readonly elements: readonly (readonly [element: string, text: string])[]
}

/** What gpreport.xml shows of a rule: other elements, in another order, than its string. */
export const reportRule = (text: string): ReportRule => {
  const { version, fields } = splitRuleString(text)
  const values = new Map<string, string[]>()
  for (const { key, value } of fields) {
    const element = ELEMENT_OF.get(key)
    if (element === undefined) continue
    const shown = BOOLEANS.has(element) ? value.toLowerCase() : value
    getOrInsert(values, element, () => []).push(shown)
  }
  const elements = ELEMENTS.flatMap(([element]) =>
    (values.get(element) ?? []).map((shown): readonly [string, string] => [element, shown]),
  )
  return { outbound: values.get('Dir')?.[0] === 'Out', elements: [['Version', version ?? ''], ...elements] }
}
