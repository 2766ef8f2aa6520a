// SPDX-License-Identifier: MIT
import { UNKNOWN_SETTINGS } from '../formats/rule/known-settings.ts'
import { PROFILES } from '../formats/rule/rule.ts'
import type { RuleSet } from './rule-set.ts'

/** A set of rules that somebody has, of which nobody says whose policy it is; `said` is what is known of it. */
export const foreignSet = (format: string, said: Partial<RuleSet>): RuleSet => ({
  id: null,
  name: null,
  hash: null,
  groupPolicy: true,
  hosts: [],
  clients: [],
  addresses: null,
  own: null,
  profiles: PROFILES,
  dynamicRange: null,
  rules: [],
  settings: { domain: UNKNOWN_SETTINGS, private: UNKNOWN_SETTINGS, public: UNKNOWN_SETTINGS },
  registry: [],
  losses: [],
  format,
  ...said,
})
