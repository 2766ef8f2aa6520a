// SPDX-License-Identifier: MIT
import { atTheEnd } from '../../formats/rule/rule-steps.ts'
import { EVERYTHING, type Target } from '../target.ts'
import { flowsCsv } from './flows-csv.ts'
import { readRulesCsv, rulesCsvSteps } from './read.ts'
import { rulesCsv } from './write.ts'

/** `csv/rules.csv`: every rule of every policy, one a line, for people and their spreadsheets; `csv/flows.csv`: who opens connections to whom. */
export const csvTarget: Target = {
  name: 'csv',
  capabilities: { ...EVERYTHING, registryValues: false, profileSettings: false },
  unsayable: () => [],
  write: (policy) => ({ policy: policy.id, files: [], losses: [] }),
  shared: (policies) => [{ path: 'csv/rules.csv', bytes: rulesCsv(policies) }],
  read: (files) => ({ ...atTheEnd(rulesCsvSteps(files)), registry: [] }),
  readShared: readRulesCsv,
  estate: { write: (estate) => ({ files: [{ path: 'csv/flows.csv', bytes: flowsCsv(estate) }], losses: [] }) },
}
