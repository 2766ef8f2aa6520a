// SPDX-License-Identifier: MIT
import { covers } from '../formats/address/range.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { conditionOf, provesSender } from '../packets/rule-condition.ts'
import { findingOf, ruleNames } from './finding-of.ts'
import type { Finding, LintSet } from './lint-set.ts'
import { hasKeyword, isEveryPort, isFromAnywhere, isOf, letsIn, portRanges } from './opened-ports.ts'
import { LISTENERS, SENSITIVE_PORTS } from './sensitive-ports.ts'

/** Rules that let in more than anybody should ask for, each by its own words. */
export const wideRules = (set: LintSet): readonly Finding[] => {
  const { faultOf } = ruleNames(set)
  return set.rules.filter(letsIn).flatMap((rule) => {
    const name = faultOf(rule)
    const ports = isFromAnywhere(rule) && !isAnyAny(rule) && !provesSender(rule) ? sensitive(rule) : []
    return [
      ...(isAnyAny(rule) ? [findingOf(set, 'rule-any-any', { rule: name }, rule)] : []),
      ...(ports.length > 0 ? [findingOf(set, 'rule-any-remote', { rule: name, ports }, rule)] : []),
      ...(traversesEdge(rule) ? [findingOf(set, 'rule-edge-traversal', { rule: name }, rule)] : []),
    ]
  })
}

const isAnyAny = (rule: Rule): boolean =>
  isFromAnywhere(rule) &&
  isEveryPort(rule) &&
  rule.program === null &&
  rule.service === null &&
  conditionOf(rule) === null

/** The ports of management and data that a rule opens: `TCP 445 (SMB)`. */
const sensitive = (rule: Rule): readonly string[] => {
  const ranges = portRanges(rule)
  const opens = isEveryPort(rule)
    ? listensOn(rule)
    : (port: number): boolean => covers(ranges, [{ first: port, last: port }])
  return [
    ...SENSITIVE_PORTS.filter(({ protocol, port }) => isOf(rule, protocol) && opens(port)).map(
      ({ protocol, port, name }) => `${protocol.toUpperCase()} ${port} (${name})`,
    ),
    ...(isOf(rule, 'tcp') && hasKeyword(rule, 'RPC') ? ['dynamic RPC'] : []),
  ]
}

/** Nobody knows on which ports a program listens for those who fulfil a condition. */
const listensOn = (rule: Rule): ((port: number) => boolean) => {
  const { program, service } = rule
  if (conditionOf(rule) !== null) return () => false
  const file = program?.toLowerCase().split(/[\\/]/).at(-1) ?? (service === null ? '' : 'svchost.exe')
  const wanted = service?.toLowerCase() ?? null
  const known = Object.hasOwn(LISTENERS, file) ? LISTENERS[file] : undefined
  const ports = known?.find(([owner]) => owner === wanted || (owner === null && wanted === '*'))?.[1] ?? []
  return (port) => ports.includes(port)
}

/** `Edge=TRUE`, alone or left to the application; left to the user it stays closed until somebody opens it. */
const traversesEdge = ({ other }: Rule): boolean => {
  const words = (key: string): readonly string[] => [other?.[key] ?? []].flat().map((word) => word.toLowerCase())
  return (
    words('Edge').includes('true') || words('EdgeTraversalPolicy').some((word) => /^(allow|defertoapp)$/.test(word))
  )
}
