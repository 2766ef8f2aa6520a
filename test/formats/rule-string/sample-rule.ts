// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { plainRule } from '../../support/sample/plain-rule.ts'

/** A rule with nothing in it but what a rule needs. */
export const sampleRule = (fields: Partial<Rule> = {}): Rule =>
  plainRule({
    profiles: ['domain', 'private', 'public'],
    protocol: 'any',
    ...fields,
  })
