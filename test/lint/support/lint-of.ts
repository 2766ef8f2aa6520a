// SPDX-License-Identifier: MIT
import type { Span } from '../../../src/diagnostics/diagnostic.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { Finding } from '../../../src/lint/lint-set.ts'
import { type LintOptions, lintSource } from '../../../src/lint/lint-source.ts'
import { foreignSet } from '../../../src/rules/foreign-set.ts'
import type { RuleSet } from '../../../src/rules/rule-set.ts'
import type { RuleSource } from '../../../src/rules/rule-source.ts'
import { plainRule } from '../../support/sample/plain-rule.ts'

const START: Span = { file: 'rules', line: 1, column: 1, endLine: 1, endColumn: 1 }

/** Rules as a file of anybody's holds them, named 0, 1, 2 … */
export const ruleSet = (parts: readonly Partial<Rule>[], more: Partial<RuleSet> = {}): RuleSet =>
  foreignSet('wfw', {
    rules: parts.map((part, index) => plainRule({ id: `${index}`, displayName: `rule ${index}`, ...part })),
    ...more,
  })

export const sourceOf = (...sets: readonly RuleSet[]): RuleSource => ({
  path: 'rules',
  format: sets[0]?.format ?? 'wfw',
  estate: null,
  sets,
  flows: [],
  parties: [],
})

export const lint = (source: RuleSource, options: Partial<LintOptions> = {}): readonly Finding[] =>
  lintSource(source, { against: null, all: false, place: () => START, ...options })

/** What is found in a file, in short: `rule-shadowed 2 by 0,1`. */
export const found = (parts: readonly Partial<Rule>[], more: Partial<RuleSet> = {}): readonly string[] =>
  lint(sourceOf(ruleSet(parts, more))).map(short)

export const short = ({ code, rules, by }: Finding): string =>
  `${code} ${rules.join(',')}${by.length === 0 ? '' : ` by ${by.join(',')}`}`.trim()
