// SPDX-License-Identifier: MIT
import type { Rule } from '../../src/formats/rule/rule.ts'

/** `in tcp 445 10.0.0.1`, sorted. */
export const ruleLines = (rules: readonly Rule[]): readonly string[] =>
  rules
    .map((rule) =>
      [
        rule.direction,
        rule.protocol,
        [...rule.localPorts, ...rule.remotePorts, ...rule.icmpTypes].join(','),
        rule.remoteAddresses.join(','),
      ].join(' '),
    )
    .sort()
