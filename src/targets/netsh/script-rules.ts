// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import { MAX_LINE } from '../../formats/cmd/batch-bytes.ts'
import { quoteArgument } from '../../formats/cmd/quote-argument.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { type NetshArgument, ruleArguments } from './rule-arguments.ts'
import { contentHash, groupTag } from './rule-tag.ts'
import { sayableRule } from './sayable-rule.ts'
import { splitRule } from './split-rule.ts'

/** A rule as the script has it: one line, found again by its name. */
export interface ScriptRule {
  readonly name: string
  readonly hash: string
  readonly args: readonly NetshArgument[]
}

/** `netsh advfirewall firewall add rule name=` and the closing words of the line. */
const FIXED_LENGTH = 60

const lineLength = ({ name, args }: ScriptRule): number =>
  args.reduce(
    (sum, { tag, value }) => sum + tag.length + 2 + Buffer.byteLength(quoteArgument(value)),
    FIXED_LENGTH + Buffer.byteLength(quoteArgument(name)),
  )

/** The tag hashes all that the rule says, so that a changed rule has another name. */
const scriptRule = (rule: Rule, group: string): ScriptRule => {
  const args = ruleArguments(rule)
  const hash = contentHash([rule.displayName, ...args.flatMap(({ tag, value }) => [tag, value])])
  return { name: `${rule.displayName} ${groupTag(group)}${hash}]`, hash, args }
}

/** The rules of a script and what they lack of the model. Two rules that say the same under one name are one. */
export const scriptRules = (
  rules: readonly Rule[],
  group: string,
): { readonly rules: readonly ScriptRule[]; readonly losses: readonly Loss[] } => {
  const result = new Map<string, ScriptRule>()
  const losses: Loss[] = []
  for (const source of rules) {
    const sayable = sayableRule(source)
    addAll(losses, sayable.losses)
    for (const part of sayable.rule === null ? [] : splitRule(sayable.rule)) {
      const written = scriptRule(part, group)
      const length = lineLength(written)
      if (length <= MAX_LINE) result.set(written.name, written)
      else losses.push({ rule: source.id, field: 'description', reason: `its line has ${length} of ${MAX_LINE} bytes` })
    }
  }
  return { rules: [...result.values()], losses }
}
