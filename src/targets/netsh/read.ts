// SPDX-License-Identifier: MIT
import type { Loss } from '../../formats/rule/loss.ts'
import type { RegistryValue } from '../../formats/rule/registry-value.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'
import { batchCalls, type NetshCall, scriptCalls } from './netsh-calls.ts'
import { readRule } from './read-rule.ts'
import { readSetting } from './read-setting.ts'

const decode = (bytes: Uint8Array): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? new TextDecoder('utf-16le').decode(bytes) : new TextDecoder().decode(bytes)

/** What every machine fills in the same way: Windows itself keeps these names in the paths of programs. */
const WELL_KNOWN = /^%(?:systemroot|windir|systemdrive|programfiles(?:\(x86\))?|programdata|commonprogramfiles)%$/i

const isContext = (words: readonly string[], ...expected: readonly string[]): boolean =>
  expected.every((word, index) => words[index]?.toLowerCase() === word)

/** Two rules of one name are two rules: the second gets a number. */
const uniqueId = (rule: Rule, seen: Map<string, number>): Rule => {
  const count = (seen.get(rule.id) ?? 0) + 1
  seen.set(rule.id, count)
  return count === 1 ? rule : { ...rule, id: `${rule.id} (${count})` }
}

/** What a call does beside adding a rule or making a setting, where a reader of the rules should know it. */
const unread = ({ words, tags, line }: NetshCall): Loss | null => {
  const command = words.join(' ').toLowerCase()
  if (/\b(?:show|dump|export|help)\b|\?/.test(command)) return null
  // The name in a loop that clears up is only known where the script runs.
  if (/delete rule$/.test(command) && /^(?:%\w+%)?%\w$/.test(tags.get('name') ?? '')) return null
  if (!/^(?:advfirewall|firewall)\b/.test(command)) return null
  return { rule: tags.get('name') ?? null, field: 'command', reason: `line ${line}: "${command}" is not read` }
}

/** The rules and settings of a batch file that calls netsh, or of a file for `netsh -f`; ours or anybody's. */
export const readNetsh = (files: readonly OutputFile[]): ReadArtifact => {
  const rules: Rule[] = []
  const registry: RegistryValue[] = []
  const losses: Loss[] = []
  const seen = new Map<string, number>()
  for (const file of files) {
    const text = decode(file.bytes)
    const calls = /\bnetsh(?:\.exe)?\b/i.test(text) ? batchCalls(text) : scriptCalls(text)
    for (const call of calls) {
      if (isContext(call.words, 'advfirewall', 'firewall', 'add', 'rule')) {
        const read = readRule(call.tags)
        const rule = uniqueId(read.rule, seen)
        rules.push(rule)
        losses.push(...read.losses.map((loss) => ({ ...loss, rule: rule.id })))
        for (const word of call.words.slice(4)) losses.push({ rule: rule.id, field: word, reason: 'not understood' })
        for (const name of call.variables.filter((variable) => !WELL_KNOWN.test(variable)))
          losses.push({ rule: rule.id, field: name, reason: 'is filled in where the script runs' })
        continue
      }
      const values = isContext(call.words, 'advfirewall', 'set') ? readSetting(call.words.slice(2)) : null
      const loss = values === null ? unread(call) : null
      registry.push(...(values ?? []))
      if (loss !== null) losses.push(loss)
    }
  }
  return { rules, registry, losses }
}
