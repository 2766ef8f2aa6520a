// SPDX-License-Identifier: MIT
import type { Rule } from '../rule/rule.ts'

const SOURCE_TEXT = Symbol('source text of a rule string')

type WithSource = Rule & { readonly [SOURCE_TEXT]?: string }

/**
 * Ties a rule to the string it was read from, where writing it in Windows' order would give other bytes.
 * The property is not enumerable: it is no part of the rule's JSON, and a changed copy of the rule loses it.
 */
export const withSourceText = (rule: Rule, text: string): Rule =>
  Object.defineProperty(rule, SOURCE_TEXT, { value: text, enumerable: false })

export const sourceText = (rule: Rule): string | undefined => (rule as WithSource)[SOURCE_TEXT]
