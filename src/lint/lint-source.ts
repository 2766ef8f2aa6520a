// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { GROUP_START, isOwnRule } from '../rules/own-mark.ts'
import { rpcPortsOf } from '../rules/rpc-registry.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import type { RuleSource } from '../rules/rule-source.ts'
import { lintRules } from './lint-rules.ts'
import type { Finding, LintSet, RestrictedRpc } from './lint-set.ts'
import { withoutWindows } from './windows-rules.ts'

export interface LintOptions {
  /** The estate, or the output of a compile, that says what is needed. */
  readonly against: RuleSource | null
  /** Rules of Windows' own groups are listed too. */
  readonly all: boolean
  readonly place: (set: RuleSet, rule: Rule | null) => Span
}

/** Every fault of the sets of rules behind one argument. Each set is judged by itself: no computer gets two of them. */
export const lintSource = (source: RuleSource, { against, all, place }: LintOptions): readonly Finding[] =>
  source.sets.flatMap((set) => {
    const policy = against === null ? null : policyOf(set, against)
    const start = place(set, null)
    const weighed = set.format === 'wfp' && set.rules.some(({ action }) => action === 'block')
    const input: LintSet = {
      rules: set.rules,
      of: source.sets.length > 1 ? (set.name ?? set.id) : null,
      place: (rule) => place(set, rule),
      rpc: restrictedRpc(set, policy),
      needs: against?.estate == null ? null : { estate: against.estate, policies: against.sets, policy },
      weighed,
    }
    const found = lintRules(input)
    return [
      ...(all ? found : withoutWindows(found, set.rules, start)),
      ...(set.losses.length > 0
        ? [{ ...diagnose('rules-not-read', { count: set.losses.length, path: source.path }, start), rules: [], by: [] }]
        : []),
      ...(weighed ? [{ ...diagnose('filters-weighed', {}, start), rules: [], by: [] }] : []),
    ]
  })

/** The policy of the estate that a set is, by its id, its name, or what its own rules carry. */
const policyOf = (set: RuleSet, { sets }: RuleSource): RuleSet | null =>
  sets.find(({ id }) => set.id !== null && id === set.id) ??
  sets.find(({ name }) => set.name !== null && name === set.name) ??
  sets.find(({ own }) => own !== null && set.rules.some((rule) => isOwnRule(own, rule))) ??
  null

/** Since Windows Vista and Server 2008 (KB 929851). */
const USUAL_RANGE = '49152-65535'

const restrictedRpc = (set: RuleSet, policy: RuleSet | null): RestrictedRpc | null => {
  const ports = rpcPortsOf(set.registry) ?? rpcPortsOf(policy?.registry ?? [])
  if (ports === null) return null
  // What was compiled holds the keyword only where the estate asks for it.
  const isCompiled = set.format === 'estate' || set.format === 'compile'
  const asked = isCompiled || policy?.rules.some(({ localPorts }) => localPorts.includes('RPC')) === true
  return {
    ports,
    dynamicRange: set.dynamicRange ?? policy?.dynamicRange ?? USUAL_RANGE,
    asksForKeyword: ({ group }) => asked || group.startsWith(GROUP_START),
  }
}
