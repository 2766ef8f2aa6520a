// SPDX-License-Identifier: MIT
import { covers } from '../formats/address/range.ts'
import { parsePorts } from '../formats/port/port-set.ts'
import { findingOf, ruleNames } from './finding-of.ts'
import type { Finding, LintSet } from './lint-set.ts'
import { hasKeyword, isOf, letsIn, portRanges } from './opened-ports.ts'

/** Rules that open dynamic RPC everywhere although the computers keep it within a range. */
export const rpcRules = (set: LintSet): readonly Finding[] => {
  const { rpc, rules } = set
  if (rpc === null) return []
  const { faultOf } = ruleNames(set)
  const whole = parsePorts(rpc.dynamicRange)
  const range = portRanges({ localPorts: rpc.ports })
  return rules.filter(letsIn).flatMap((rule) => {
    if (!isOf(rule, 'tcp') || rule.localPorts.length === 0) return []
    const ranges = portRanges(rule)
    // Range and keyword side by side bridge the time until the restart.
    const keyword = hasKeyword(rule, 'RPC') && !rpc.asksForKeyword(rule) && !covers(ranges, range)
    const opened = keyword
      ? 'RPC'
      : whole !== null && covers(ranges, [whole]) && !covers(range, [whole])
        ? rpc.dynamicRange
        : null
    return opened === null
      ? []
      : [findingOf(set, 'rule-rpc-unrestricted', { rule: faultOf(rule), opened, ports: rpc.ports }, rule)]
  })
}
