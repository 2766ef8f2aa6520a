// SPDX-License-Identifier: MIT
import { addAll } from '../collections/add-all.ts'
import { parseNetshTags } from '../formats/cmd/parse-netsh-tags.ts'
import { readNamedParameters } from '../formats/named-parameters/read-named-parameters.ts'
import { runScript } from '../formats/powershell-script/run-script.ts'
import type { ScriptCommand } from '../formats/powershell-script/script-command.ts'
import { isList, isTable, type Told, UNKNOWN } from '../formats/powershell-script/script-value.ts'
import type { Loss } from '../formats/rule/loss.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { ruleFaults } from '../formats/rule/rule-faults.ts'
import { type RuleOrLosses, ruleOrLosses } from '../formats/rule/rule-or-losses.ts'
import type { RuleSteps } from '../formats/rule/rule-steps.ts'
import { fullWords } from '../targets/netsh/full-words.ts'
import { changesRule, type NetshChange, netshChange } from '../targets/netsh/netsh-change.ts'
import { readRule } from '../targets/netsh/read-rule.ts'
import { readSetting } from '../targets/netsh/read-setting.ts'
import { swallowingTags } from '../targets/netsh/resembles-rule.ts'
import { parameterName } from './rule-cmdlet-parameters.ts'

type Fault = Omit<Loss, 'rule' | 'text'>

const LONGEST = 4_000
const OF_FIREWALL = /\b\w+-NetFirewall\w*|\badvfirewall\b|\bfirewall\s+(?:add|set|delete)\b/i
/** Commands that only look. */
const LOOKS = /^(?:Get|Show|Copy-NetFirewallRule$|Measure|Test|Open-NetGPO|Save-NetGPO)/i
const LOOKS_IN_NETSH = /\b(?:show|dump|export|help)\b|\?/i
/** Commands that change or take away rules that may be those of the script. */
const CHANGES = /^(?:Set|Remove|Disable|Enable|Rename)-NetFirewall(?:Rule|\w+Filter)$/i
/** Commands that run what is not in the script. */
const RUNS_OTHERS = /^(?:Invoke-Expression|iex|Invoke-Command|icm|Start-Process|Start-Job)$/i

interface Made {
  readonly rule: Rule
  readonly line: number
  readonly text: string
}

const plain = (value: Told): unknown =>
  isList(value) ? value.map((entry) => (isList(entry) || isTable(entry) || entry === UNKNOWN ? {} : entry)) : value

const textOf = (command: ScriptCommand): string => command.text.trim().slice(0, LONGEST)

/** The rule that one call of New-NetFirewallRule makes. */
const readCmdletCall = (command: ScriptCommand): RuleOrLosses => {
  const faults: Fault[] = command.faults.map((reason) => ({ field: 'command', reason }))
  const given: Record<string, unknown> = {}
  for (const { name, value } of command.given) {
    const known = parameterName(name)
    if (known === 'ignored') continue
    if (known === 'WhatIf') {
      if (value === null || value !== false) faults.push({ field: name, reason: 'only shows what would be done' })
    } else if (known === null) faults.push({ field: name, reason: 'is not a parameter of New-NetFirewallRule' })
    else if (value === null) faults.push({ field: known, reason: 'has no value' })
    else if (value === UNKNOWN || (isList(value) && value.includes(UNKNOWN)))
      faults.push({ field: known, reason: 'is computed where the script runs' })
    else if (known in given) faults.push({ field: known, reason: 'stands twice' })
    else if (known === 'Enabled' && typeof value === 'boolean')
      faults.push({ field: known, reason: 'takes the words True and False: the cmdlet refuses a boolean' })
    else given[known] = plain(value)
  }
  if (command.doubt !== null) faults.push({ field: 'command', reason: command.doubt })
  const { rule, issues } = readNamedParameters(given)
  const named = { ...rule, id: rule.id || rule.displayName }
  const all = faults.length > 0 ? faults : issues
  return ruleOrLosses(
    named,
    all.map(({ field, reason }) => ({ field, reason: `line ${command.line}: ${reason}` })),
    textOf(command),
  )
}

const isContext = (words: readonly string[], ...expected: readonly string[]): boolean =>
  expected.every((word, index) => words[index]?.toLowerCase() === word)

const NOTHING: NetshRead = { rules: [], losses: [], registry: [] }

/** Which rules a call of netsh changes or takes away; null where none. */
const netshChangeOf = (command: ScriptCommand): NetshChange | null => {
  const { known, tags, full } = netshParts(command)
  return LOOKS_IN_NETSH.test(full.join(' ')) ? null : netshChange(full, known.includes(null) ? new Map() : tags)
}

interface NetshRead extends RuleOrLosses {
  readonly registry: readonly RegistryValue[]
}

const isNetsh = ({ name }: ScriptCommand): boolean => /(?:^|[\\/])netsh(?:\.exe)?$/i.test(name)

const netshParts = (
  command: ScriptCommand,
): {
  /** Null for a word that only a run would tell. */
  readonly known: readonly (string | null)[]
  readonly tags: ReadonlyMap<string, string>
  readonly full: readonly string[]
} => {
  const known = command.words.map((word) => (typeof word === 'string' ? word : null))
  const { words, tags } = parseNetshTags(known.map((word) => word ?? 'only=unknown'))
  return { known, tags, full: fullWords(words) }
}

/** What one call of netsh does: a rule, settings, or nothing about rules. */
const readNetshCall = (command: ScriptCommand): NetshRead => {
  const { known, tags, full } = netshParts(command)
  const faults: Fault[] = [
    ...command.faults.map((reason) => ({ field: 'command', reason })),
    ...(known.includes(null) ? [{ field: 'command', reason: 'is computed where the script runs' }] : []),
    ...(command.doubt === null ? [] : [{ field: 'command', reason: command.doubt }]),
  ]
  const lost = (reason: string): Loss => ({
    rule: tags.get('name') ?? null,
    field: 'command',
    reason: `line ${command.line}: ${reason}`,
    text: textOf(command),
  })
  if (isContext(full, 'advfirewall', 'firewall', 'add', 'rule')) {
    const { rule, losses } = readRule(tags)
    const all = [
      ...faults,
      ...losses,
      ...full.slice(4).map((word) => ({ field: word, reason: 'not understood' })),
      ...swallowingTags(tags),
    ]
    return {
      registry: [],
      ...ruleOrLosses(
        rule,
        (all.length === 0 ? ruleFaults(rule) : all).map(({ field, reason }) => ({
          field,
          reason: `line ${command.line}: ${reason}`,
        })),
        textOf(command),
      ),
    }
  }
  if (!/^adv|^firewall/i.test(full[0] ?? '') && !known.includes(null)) return NOTHING
  if (LOOKS_IN_NETSH.test(full.join(' '))) return NOTHING
  const settings = faults.length === 0 && isContext(full, 'advfirewall', 'set') ? readSetting(full.slice(2)) : null
  if (settings !== null) return { ...NOTHING, registry: settings }
  return {
    ...NOTHING,
    losses: [lost(faults[0]?.reason ?? 'is not read')],
  }
}

/** Whether a command that changes rules may mean one that the script has made; null where only a run would tell. */
const means = (command: ScriptCommand, { rule }: Made): boolean => {
  const of = (...names: readonly string[]): Told | null =>
    command.given.find(({ name }) => names.some((one) => one.startsWith(name.toLowerCase())))?.value ?? null
  const fits = (value: Told | null, own: string): boolean => {
    if (value === null) return false
    const texts = isList(value) ? value : [value]
    return texts.some(
      (text) => typeof text !== 'string' || /[*?[]/.test(text) || text.toLowerCase() === own.toLowerCase(),
    )
  }
  const name = of('name', 'id')
  const display = of('displayname')
  const group = of('group', 'displaygroup')
  if (command.faults.length > 0 || (name === null && display === null && group === null)) return true
  return fits(name, rule.id) || fits(display, rule.displayName) || fits(group, rule.group)
}

/** The rules made before it that a command changes or takes away; null where none. */
const changedBy = (command: ScriptCommand): ((one: Made) => boolean) | null => {
  if (CHANGES.test(command.name)) return (one) => means(command, one)
  const change = isNetsh(command) ? netshChangeOf(command) : null
  return change === null ? null : ({ rule }) => changesRule(change, rule)
}

/** With more of them, nobody asks of each rule whether a command behind it is about it: all come at the end. */
const MOST_CHANGES = 64

/** Whether no command behind a rule is about it, so that it can be given at once. */
const staysAsMade = (commands: readonly ScriptCommand[]): ((one: Made, place: number) => boolean) => {
  const changes = commands.flatMap((command, place) => {
    const fits = changedBy(command)
    return fits === null ? [] : [{ place, fits }]
  })
  return changes.length > MOST_CHANGES
    ? () => false
    : (one, place) => !changes.some((change) => change.place > place && change.fits(one))
}

/** A rule of a name that others had before it is known by a number. */
const uniqueNames = (): ((one: Made) => Rule) => {
  const seen = new Map<string, number>()
  return ({ rule }) => {
    const count = (seen.get(rule.id) ?? 0) + 1
    seen.set(rule.id, count)
    return count === 1 ? rule : { ...rule, id: `${rule.id} (${count})` }
  }
}

/** What makes a call of the cmdlet mean something else than it says. */
const REDEFINED: readonly (readonly [RegExp, string])[] = [
  [/\bfunction\s+(?:global:|script:)?New-NetFirewallRule\b/i, 'the script has a function of this name'],
  [
    /\b(?:Set|New)-Alias\b[^\n]*\bNew-NetFirewallRule\b/i,
    'the script gives the cmdlet another name, or another command this one',
  ],
  [/\bPSDefaultParameterValues\b/i, 'the script changes what the cmdlet does with a parameter that is left out'],
]

interface OwnScript extends RuleOrLosses {
  readonly registry: readonly RegistryValue[]
}

/** Rules of an administrator's own PowerShell script: calls of New-NetFirewallRule and of netsh whose values stand in it. */
export function* ownScriptSteps(text: string): RuleSteps<OwnScript> {
  const { commands, mayEnd } = runScript(text)
  let made: Made[] = []
  const registry: RegistryValue[] = []
  const losses: Loss[] = []
  const lose = (command: ScriptCommand, reason: string): void =>
    void losses.push({ rule: null, field: 'command', reason: `line ${command.line}: ${reason}`, text: textOf(command) })
  const redefined = REDEFINED.find(([pattern]) => pattern.test(text))?.[1] ?? null
  const change = (command: ScriptCommand, fits: (one: Made) => boolean): void => {
    const changed = new Set(made.filter(fits))
    made = made.filter((one) => !changed.has(one))
    for (const { rule, text: own } of changed)
      losses.push({
        rule: rule.id,
        field: 'command',
        reason: `line ${command.line}: ${command.name} may change it or take it away`,
        text: own,
      })
  }
  const stays = staysAsMade(commands)
  const numbered = uniqueNames()
  for (const [place, command] of commands.entries()) {
    const { name, line } = command
    const isCmdlet = /^New-NetFirewallRule$/i.test(name)
    const fits = changedBy(command)
    if (isCmdlet || isNetsh(command)) {
      const read = isCmdlet
        ? {
            ...readCmdletCall(redefined === null ? command : { ...command, doubt: command.doubt ?? redefined }),
            registry: [],
          }
        : readNetshCall(command)
      if (fits !== null) change(command, fits)
      addAll(registry, read.registry)
      addAll(losses, read.losses)
      for (const rule of read.rules) {
        const one = { rule, line, text: textOf(command) }
        made.push(one)
        if (stays(one, place)) yield numbered(one)
      }
    } else if (fits !== null) {
      change(command, fits)
      lose(command, 'is not read')
    } else if (LOOKS.test(name)) continue
    else if (RUNS_OTHERS.test(name) || /^\.\s/.test(command.text)) {
      if (!/^Invoke-Command$/i.test(name) || !OF_FIREWALL.test(command.text))
        lose(command, 'runs something that is not read')
    } else if (beginsWithParameter(command))
      lose(command, 'begins with a parameter: no backtick ends the line above it, so no command has what stands here')
    else if (OF_FIREWALL.test(withoutBlocks(command)) || looksLikeRule(command))
      lose(command, command.faults[0] ?? 'is not read')
  }
  const behind = mayEnd === null ? [] : made.filter(({ line }) => line > mayEnd)
  if (mayEnd !== null && behind.length > 0)
    losses.push({
      rule: null,
      field: 'command',
      reason: `line ${mayEnd}: ends where a condition holds; the ${behind.length} rules behind it are read as if it does not`,
    })
  return { rules: made.map(uniqueNames()), registry, losses }
}

/** Parameters that are not read, and narrow a rule. */
const NARROWS = /^(?:RemoteDynamicKeyword\w*|PolicyAppId)$/i

/** The rest of a call whose line was not continued: PowerShell makes the rule without it, and takes this for a command. */
const beginsWithParameter = ({ name, text }: ScriptCommand): boolean => {
  const found = name === '' ? /^\s*-([A-Za-z]{3,})(?=[\s:]|$)/.exec(text) : null
  return found !== null && (NARROWS.test(found[1] as string) || parameterName(found[1] as string) !== null)
}

/** A command of another name with the parameters of a rule: its own, or a name that was damaged. */
const looksLikeRule = ({ text }: ScriptCommand): boolean =>
  new Set(text.match(/-(?:DisplayName|LocalPort|RemotePort|LocalAddress|RemoteAddress|Direction|Protocol)\b/gi)).size >=
  2

/** What stands in blocks has been looked at by itself. */
const withoutBlocks = ({ name, text, faults }: ScriptCommand): string =>
  faults.length > 0
    ? text
    : name === '' || name.toLowerCase().includes('netfirewall')
      ? text.replace(/\{.*\}/s, '')
      : ''
