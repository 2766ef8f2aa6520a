// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { RegistryValue } from '../../formats/rule/registry-value.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { ruleFaults } from '../../formats/rule/rule-faults.ts'
import { type RuleOrLosses, ruleOrLosses } from '../../formats/rule/rule-or-losses.ts'
import { atTheEnd, type RuleSteps } from '../../formats/rule/rule-steps.ts'
import { decodeText } from '../../formats/text/decode-text.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'
import { isNetshWord } from './full-words.ts'
import { changedLater, madeRules } from './made-rules.ts'
import { batchCalls, type NetshCall, scriptCalls } from './netsh-calls.ts'
import { type NetshChange, netshChange } from './netsh-change.ts'
import { ownName } from './own-name.ts'
import { readRule } from './read-rule.ts'
import { readSetting } from './read-setting.ts'
import { swallowingTags, tagsIn } from './resembles-rule.ts'
import { contentHash } from './rule-tag.ts'

/** What every machine fills in the same way: Windows itself keeps these names in the paths of programs. */
const WELL_KNOWN = /^%(?:systemroot|windir|systemdrive|programfiles(?:\(x86\))?|programdata|commonprogramfiles)%$/i

/** Our own script makes its settings behind a question whether only to show them. */
const isOwnScript = (text: string): boolean =>
  ['\n:would', '\n:configured', 'PORTWRIGHT_LINE'].every((part) => text.includes(part))

const isContext = (words: readonly string[], ...expected: readonly string[]): boolean =>
  expected.every((word, index) => words[index]?.toLowerCase() === word)

/** Two rules of one name are two rules: the second gets a number. */
const uniqueId = (rule: Rule, seen: Map<string, number>): Rule => {
  const count = (seen.get(rule.id) ?? 0) + 1
  seen.set(rule.id, count)
  return count === 1 ? rule : { ...rule, id: `${rule.id} (${count})` }
}

/** Our own lines carry a hash of what they say: true, false for one that was altered or cut, null for lines of others. */
const tagFits = (tags: ReadonlyMap<string, string>): boolean | null => {
  const name = tags.get('name') ?? ''
  const display = ownName(name)
  if (display === null) return null
  const rest = [...tags].filter(([tag]) => tag !== 'name').flat()
  return name.endsWith(`${contentHash([display, ...rest])}]`)
}

const readCall = ({ tags, words, unknown, filled, doubt, text, line, fault }: NetshCall): RuleOrLosses => {
  const { rule, losses } = readRule(tags)
  const own = tagFits(tags)
  const faults: Omit<Loss, 'rule'>[] = [
    ...losses,
    ...(fault === undefined ? [] : [{ field: 'command', reason: fault }]),
    ...words.slice(4).map((word) => ({ field: word, reason: 'not understood' })),
    ...unknown
      .filter((variable) => !WELL_KNOWN.test(variable))
      .map((variable) => ({ field: variable, reason: 'is filled in where the script runs' })),
    // What our own script does is known: it adds the rule where it is missing.
    ...(doubt === null || own === true ? [] : [{ field: 'command', reason: doubt }]),
    ...(text.replace(/\\\\|\\"/g, '').split('"').length % 2 === 0
      ? [{ field: 'rule', reason: 'a quote is never closed' }]
      : []),
    ...(own === true ? [] : swallowingTags(tags)),
    ...(own === false ? [{ field: 'name', reason: 'the rule is not what its tag was made of' }] : []),
  ]
  const read = ruleOrLosses(
    rule,
    (faults.length === 0 ? ruleFaults(rule) : faults).map(({ field, reason }) => ({
      field,
      reason: `line ${line}: ${reason}`,
    })),
    text,
  )
  if (filled.length === 0 || read.rules.length === 0) return read
  // The rule stands; whoever reads it should know which of its words are not in its line.
  const reason = `line ${line}: is filled in from SET: ${filled.join(', ')}`
  return { ...read, losses: [{ rule: rule.id, field: 'command', reason }] }
}

const OF_RULES = /firewall|\brule\b/i
/** Commands that only look: none of them takes an action, which a rule always has. */
const LOOKS = /^(?:show|dump|export|help|[/-]?\?)$/i
const DEEPEST = 4

/** What a call does beside adding a rule or making a setting, where a reader of the rules should know it. */
const unread = ({ words, tags, line, text, fault }: NetshCall): Loss | null => {
  const command = words.join(' ').toLowerCase()
  if (words.slice(0, DEEPEST).some((word) => LOOKS.test(word)) && !/\baction=/i.test(text)) return null
  // The name in a loop that clears up is only known where the script runs.
  if (/delete rule$/.test(command) && /^(?:%\w+%)?%\w$/.test(tags.get('name') ?? '')) return null
  // Other parts of netsh have nothing to do with rules; a word that it does not have may be a damaged one.
  const isOther = command !== '' && !/^(?:adv|firewall)/.test(command) && isNetshWord(words[0] ?? '')
  if (isOther && !OF_RULES.test(text) && tagsIn(text) < 2) return null
  return { rule: tags.get('name') ?? null, field: 'command', reason: `line ${line}: ${fault ?? 'is not read'}`, text }
}

/** The rules and settings of a batch file that calls netsh, or of a file for `netsh -f`; ours or anybody's. */
export const readNetsh = (files: readonly OutputFile[]): ReadArtifact => atTheEnd(netshSteps(files))

export function* netshSteps(files: readonly OutputFile[]): RuleSteps<ReadArtifact> {
  const rules = madeRules()
  const registry: RegistryValue[] = []
  const losses: Loss[] = []
  const seen = new Map<string, number>()
  for (const file of files) {
    const text = decodeText(file.bytes)
    const own = isOwnScript(text)
    const { calls, others } = /\bnetsh(?:\.exe)?\b/i.test(text) ? batchCalls(text) : scriptCalls(text)
    const changesOf = (call: NetshCall): NetshChange | null =>
      own ? null : netshChange(call.words, call.unknown.length > 0 ? new Map() : call.tags)
    const goesLater = changedLater(
      files.length > 1 || own
        ? []
        : others().flatMap((call) => {
            const change = changesOf(call)
            return change === null ? [] : [{ place: call.place, change }]
          }),
    )
    for (const call of calls) {
      if (isContext(call.words, 'advfirewall', 'firewall', 'add', 'rule')) {
        const read = readCall(call)
        addAll(losses, read.losses)
        for (const rule of read.rules.map((one) => uniqueId(one, seen))) {
          rules.add(rule)
          // What a later file says of it is not known yet.
          if (files.length === 1 && !goesLater(rule, call.place)) yield rule
        }
        continue
      }
      const values =
        isContext(call.words, 'advfirewall', 'set') && (call.doubt === null || own)
          ? readSetting(call.words.slice(2))
          : null
      const loss = values === null ? unread(call) : null
      addAll(registry, values ?? [])
      if (loss !== null) losses.push(loss)
      const change = values === null ? changesOf(call) : null
      for (const { id } of change === null ? [] : rules.take(change))
        losses.push({
          rule: id,
          field: 'command',
          reason: `line ${call.line}: changes it or takes it away`,
          text: call.text,
        })
    }
  }
  return { rules: rules.all(), registry, losses }
}
