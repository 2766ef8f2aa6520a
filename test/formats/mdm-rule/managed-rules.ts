// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { isXmlText } from '../../../src/formats/xml/xml-text.ts'
import { arbitraryRule } from '../rule-string/arbitrary-rule.ts'

/** Rules of every kind, ids and names of their own, most of them sayable for a device management. */
export const rulesToManage: fc.Arbitrary<readonly Rule[]> = fc.array(arbitraryRule, { maxLength: 5 }).map((rules) =>
  rules.map((rule, index) => ({
    ...rule,
    id: `{11111111-2222-5333-8444-${String(index).padStart(12, '0')}}`,
    displayName: isXmlText(rule.displayName) ? rule.displayName : `rule ${index}`,
    description: isXmlText(rule.description) ? rule.description : '',
    group: isXmlText(rule.group) ? rule.group : '',
  })),
)
