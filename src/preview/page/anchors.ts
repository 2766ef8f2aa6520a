// SPDX-License-Identifier: MIT
import type { Rule } from '../../formats/rule/rule.ts'

/** Where a thing stands on the page, so that it can be linked to from a letter as well. */
const anchor = (kind: string, name: string): string => `${kind}-${name.toLowerCase().replace(/[^a-z0-9.]+/g, '-')}`

export const hostAnchor = (name: string): string => anchor('host', name)
export const policyAnchor = (id: string): string => anchor('policy', id)
/** A range of ports has one. */
export const portAnchor = (title: string): string => anchor('port', title)
export const flowAnchor = (id: string): string => anchor('flow', id)
export const documentAnchor = (id: string): string => anchor('document', id)
/** Ten digits of an id are enough to tell the rules of one page apart. */
export const ruleAnchor = (rule: Rule): string =>
  `rule-${rule.id
    .replace(/[^0-9A-Za-z]/g, '')
    .slice(0, 10)
    .toLowerCase()}`
