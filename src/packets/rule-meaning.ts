// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import { conditionOf } from './rule-condition.ts'

/** What a rule says as one text, by its letters: rules with equal texts mean the same, others may too. */
export const ruleMeaning = (rule: Rule): string =>
  JSON.stringify([
    rule.direction,
    rule.action,
    rule.protocol,
    [...rule.profiles].sort(),
    rule.localPorts,
    rule.remotePorts,
    rule.icmpTypes,
    rule.localAddresses,
    rule.remoteAddresses,
    rule.program,
    rule.service,
    rule.interfaceTypes,
    conditionOf(rule),
  ])
