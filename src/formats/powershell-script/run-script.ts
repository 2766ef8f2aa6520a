// SPDX-License-Identifier: MIT
import { constant, joined } from './read-value.ts'
import { readCmdlet, readProgram, type ScriptCommand } from './script-command.ts'
import { isList, isTable, type Told, UNKNOWN, type Variables } from './script-value.ts'
import { pastBrackets, pastOpaque, UNCLOSED } from './skip-balanced.ts'
import { splitStatements } from './split-statements.ts'

/** What a script would do, as far as its text tells: its commands in order, loops over known lists unrolled. */
export interface RanScript {
  readonly commands: readonly ScriptCommand[]
  /** The first line that may end the script, where a condition holds. */
  readonly mayEnd: number | null
}

interface Run {
  readonly script: string
  readonly variables: Variables
  readonly commands: ScriptCommand[]
  readonly lineOf: (at: number) => number
  steps: number
  mayEnd: number | null
}

const CONDITION = 'runs only where a condition holds'
/** More is no script of an administrator. */
const MOST_STEPS = 20_000
const DEEPEST = 30

const ASSIGNMENT = /^(?:\[[^\]\n]*\]\]?\s*)*\$(?:(\w+):)?(\w+|\{[^}]{1,200}\})\s*([-+*/%]|\?\?)?=(?!=)\s*/
const MEMBER = /^\$(?:(?:script|global|local):)?(\w+)(?:\.(\w+)|\[\s*(['"])([^'"]+)\3\s*\])\s*=(?!=)\s*/i
const CHANGED =
  /\$(?:\w+:)?(\w+)(?=\s*(?:(?:[-+*/%]|\?\?)?=(?!=)|\+\+|--|\.\w+\s*(?:[-+*/%]?=(?!=)|\()|\[[^\]\n]*\]\s*[-+*/%]?=(?!=)))/g
const SET_BY_NAME = /\b(?:Set|New|Clear|Remove)-Variable\b|\b(?:OutVariable|ov|PipelineVariable|pv|ErrorVariable|ev)\b/i
/** Blocks that run as they stand. */
const RUNS = /^(?:try|begin|process|end|finally)\b/i
const MAYBE = /^(?:if|elseif|else|for|while|do|switch|catch|trap|until)\b/i
const DEFINES = /^(?:function|filter|workflow|configuration|class|enum|data|clean)\b/i
const ENDS = /^(?:return|exit|throw|break|continue)\b/i
const CMDLET = /^(?:\w+\\)?[A-Za-z]\w*-[A-Za-z]\w*(?=[\s;|)}]|$)/
/** Loops over what is piped into them. */
const EACH = /^(?:ForEach-Object|foreach|%)\s*(?:-Process\s*)?(?=\{)/i

const forget = (variables: Variables, text: string): void => {
  for (const [, name = ''] of text.matchAll(CHANGED)) variables.set(name.toLowerCase(), UNKNOWN)
  for (const [, name = ''] of text.matchAll(/\bforeach\s*\(\s*\$(\w+)\s+in\b/gi))
    variables.set(name.toLowerCase(), UNKNOWN)
  if (SET_BY_NAME.test(text)) for (const name of variables.keys()) variables.set(name, UNKNOWN)
}

/** The blocks of a statement, and where each begins. */
const blocksOf = (text: string): readonly { readonly body: string; readonly at: number }[] => {
  const blocks: { body: string; at: number }[] = []
  for (let at = 0; at < text.length; ) {
    const past = pastOpaque(text, at)
    if (past > at) at = past
    else if (text[at] === '{') {
      const end = pastBrackets(text, at)
      blocks.push({ body: text.slice(at + 1, end - 1), at: at + 1 })
      at = end
    } else if (text[at] === '(' || text[at] === '[') at = pastBrackets(text, at)
    else at++
  }
  return blocks
}

/** The commands between bars at the top of a statement. */
const segmentsOf = (text: string): readonly string[] => {
  const segments: string[] = []
  let start = 0
  for (let at = 0; at < text.length; ) {
    const past = pastOpaque(text, at)
    if (past > at) at = past
    else if ('({['.includes(text[at] as string)) at = pastBrackets(text, at)
    else if (text[at] === '|') {
      segments.push(text.slice(start, at).trim())
      at++
      start = at
    } else at++
  }
  return [...segments, text.slice(start).trim()]
}

const setVariable = (run: Run, scope: string | undefined, name: string, value: Told): void => {
  if (scope?.toLowerCase() !== 'env') run.variables.set(name.replace(/^\{|\}$/g, '').toLowerCase(), value)
}

const assign = (run: Run, text: string, at: number, found: RegExpExecArray, doubt: string | null): void => {
  const [whole, scope, name = '', operator] = found
  const right = text.slice(whole.length)
  if (CMDLET.test(right)) {
    statement(run, right, at + whole.length, doubt)
    setVariable(run, scope, name, UNKNOWN)
    return
  }
  // Two names for one table: what changes the one changes the other.
  const isAlias = /^\$\w+$/.test(right.trim())
  const value = constant(right, run.variables)
  const before = run.variables.get(name.toLowerCase()) ?? UNKNOWN
  const after =
    operator === undefined
      ? value
      : operator === '+' && (isList(before) || typeof before === 'string')
        ? joined([before, value])
        : UNKNOWN
  const isShared = isTable(after) && isAlias
  setVariable(run, scope, name, doubt === null && !isShared ? after : UNKNOWN)
  if (isShared) run.variables.set(right.trim().slice(1).toLowerCase(), UNKNOWN)
  inner(run, right, at + whole.length, doubt)
}

/** Commands in brackets and blocks of an expression: they run in some way that the expression alone tells. */
const inner = (run: Run, text: string, at: number, doubt: string | null): void => {
  if (!/NetFirewall|netsh/i.test(text)) return
  const why = doubt ?? 'stands in an expression'
  try {
    for (let place = 0; place < text.length; ) {
      const past = pastOpaque(text, place)
      if (past > place) place = past
      else if ('({'.includes(text[place] as string)) {
        const end = pastBrackets(text, place)
        block(run, text.slice(place + 1, end - 1), at + place + 1, why, DEEPEST - 3)
        place = end
      } else place++
    }
  } catch (error) {
    if (error !== UNCLOSED) throw error
  }
}

const setMember = (run: Run, text: string, found: RegExpExecArray, doubt: string | null): void => {
  const [whole, name = '', dotted, , quoted] = found
  const key = dotted ?? quoted ?? ''
  const table = run.variables.get(name.toLowerCase()) ?? UNKNOWN
  if (!isTable(table) || doubt !== null) run.variables.set(name.toLowerCase(), UNKNOWN)
  else {
    const value = constant(text.slice(whole.length), run.variables)
    run.variables.set(name.toLowerCase(), {
      entries: new Map([...table.entries, [key.toLowerCase(), { name: key, value }]]),
    })
  }
}

/** A loop over a list that is known runs once for each entry; any other runs as often as only a run would tell. */
const loop = (
  run: Run,
  items: Told,
  name: string,
  body: string,
  at: number,
  doubt: string | null,
  depth: number,
): void => {
  const list = isList(items) ? items : items === UNKNOWN || items === null ? null : [items]
  if (list === null || doubt !== null) {
    forget(run.variables, body)
    run.variables.set(name, UNKNOWN)
    block(run, body, at, doubt ?? 'stands in a loop over what only a run would tell', depth)
    return
  }
  for (const item of list) {
    run.variables.set(name, item)
    block(run, body, at, null, depth)
  }
  run.variables.set(name, UNKNOWN)
}

const FOREACH = /^foreach\s*\(\s*\$(\w+)\s+in\s+/i

/** Gives why nothing behind it runs; null where what is behind it does. */
const statement = (run: Run, text: string, at: number, doubt: string | null, depth = 0): string | null => {
  const line = run.lineOf(at)
  if (depth > DEEPEST || ++run.steps > MOST_STEPS) {
    run.commands.push({
      name: '',
      given: [],
      words: [],
      faults: ['the script nests or repeats too much'],
      line,
      text: text.slice(0, 200),
      doubt,
    })
    return null
  }
  const each = FOREACH.exec(text)
  if (each !== null) {
    const open = text.indexOf('(')
    const end = pastBrackets(text, open)
    const items = constant(text.slice(each[0].length, end - 1), run.variables)
    const [first] = blocksOf(text.slice(end))
    if (first !== undefined)
      loop(run, items, (each[1] as string).toLowerCase(), first.body, at + end + first.at, doubt, depth + 1)
    return null
  }
  if (/^param\b/i.test(text)) {
    for (const [, name = ''] of text.matchAll(/\$(\w+)/g)) run.variables.set(name.toLowerCase(), UNKNOWN)
    return null
  }
  if (DEFINES.test(text)) {
    // What it sets outside itself, it may have set before any line behind it.
    for (const [, name = ''] of text.matchAll(/\$(?:script|global):(\w+)/gi))
      run.variables.set(name.toLowerCase(), UNKNOWN)
    const saved = new Map(run.variables)
    for (const name of run.variables.keys()) run.variables.set(name, UNKNOWN)
    for (const { body, at: inside } of blocksOf(text)) block(run, body, at + inside, 'stands in a function', depth + 1)
    run.variables.clear()
    for (const [name, value] of saved) run.variables.set(name, value)
    return null
  }
  if (RUNS.test(text) || MAYBE.test(text)) {
    const isTry = RUNS.test(text)
    if (!isTry) forget(run.variables, text)
    const [first, ...others] = blocksOf(text)
    const ended = isTry && first !== undefined ? block(run, first.body, at + first.at, doubt, depth + 1) : null
    for (const { body, at: inside } of isTry ? others : [first, ...others].filter((one) => one !== undefined)) {
      forget(run.variables, body)
      block(run, body, at + inside, doubt ?? CONDITION, depth + 1)
    }
    return ended
  }
  const always = /^[&.]\s*(?=\{)/.exec(text)
  if (always !== null) {
    for (const { body, at: inside } of blocksOf(text)) block(run, body, at + inside, doubt, depth + 1)
    return null
  }
  const member = MEMBER.exec(text)
  if (member !== null) setMember(run, text, member, doubt)
  else {
    const assignment = ASSIGNMENT.exec(text)
    if (assignment !== null) assign(run, text, at, assignment, doubt)
    else pipeline(run, text, at, doubt, depth, line)
  }
  return null
}

const HARMLESS =
  /^(?:Out-Null|Out-Default|Out-Host|Out-File|Out-String|Format-\w+|Select-Object|select|Write-\w+|Tee-Object)\b/i
/** A command that only prints what stands behind it. */
const PRINTS = /^(?:Write-\w+|echo|Out-\w+)\b/i
const VOID = /^\[void\]\s*(?=\()/i

const pipeline = (run: Run, text: string, at: number, doubt: string | null, depth: number, line: number): void => {
  const bare = text.replace(VOID, '')
  if (bare.startsWith('(')) {
    const end = pastBrackets(bare, 0)
    const rest = bare.slice(end).trim()
    const within = bare.slice(1, end - 1).trim()
    if (
      CMDLET.test(within) &&
      (rest === '' ||
        (rest.startsWith('|') &&
          rest
            .slice(1)
            .split('|')
            .every((part) => HARMLESS.test(part.trim()))))
    ) {
      statement(run, within, at + text.length - bare.length + 1, doubt, depth + 1)
      return
    }
  }
  const segments = segmentsOf(bare)
  const [first = '', second] = segments
  if (second !== undefined && EACH.test(second) && segments.length === 2 && !CMDLET.test(first)) {
    const [body] = blocksOf(second)
    const inside = at + text.indexOf(second, first.length)
    if (body !== undefined) {
      loop(run, constant(first, run.variables), '_', body.body, inside + body.at, doubt, depth + 1)
      return
    }
  }
  const harmless = segments.slice(1).every((segment) => HARMLESS.test(segment))
  const why = harmless ? doubt : (doubt ?? 'what it makes is changed by the command behind it')
  if (/^[&.]?\s*['"]?(?:[^\s'"|]*[\\/])?netsh(?:\.exe)?['"]?(?=\s|$)/i.test(first)) {
    run.commands.push(readProgram(first.replace(/^[&.]\s*/, ''), run.variables, line, why))
    return
  }
  const command = CMDLET.test(first.replace(/^&\s*/, ''))
    ? readCmdlet(first.replace(/^&\s*/, ''), run.variables, line, why)
    : null
  // A table may be changed by whoever it is given to.
  if (command === null || !/^New-NetFirewallRule$/i.test(command.name)) forgetTables(run, text)
  forget(run.variables, text)
  if (command !== null && !PRINTS.test(first)) run.commands.push({ ...command, text })
  else if (!PRINTS.test(first)) run.commands.push({ name: '', given: [], words: [], faults: [], line, text, doubt })
  for (const segment of segments.slice(command === null ? 0 : 1))
    if (CMDLET.test(segment) && !HARMLESS.test(segment)) {
      const behind = readCmdlet(segment, run.variables, line, doubt)
      if (behind !== null) run.commands.push({ ...behind, text })
    }
  for (const { body, at: inside } of blocksOf(bare))
    block(
      run,
      body,
      at + text.length - bare.length + inside,
      doubt ?? 'stands in a block that a command may run',
      depth + 1,
    )
}

const forgetTables = (run: Run, text: string): void => {
  for (const [, name = ''] of text.matchAll(/\$(?:\w+:)?(\w+)/g))
    if (isTable(run.variables.get(name.toLowerCase()) ?? UNKNOWN)) run.variables.set(name.toLowerCase(), UNKNOWN)
}

/** Gives why nothing behind the block runs; null where its end is reached. */
const block = (run: Run, body: string, at: number, doubt: string | null, depth: number): string | null => {
  let ended: string | null = null
  for (const one of splitStatements(body, at)) {
    const line = run.lineOf(one.at)
    const why = ended ?? doubt
    if (!one.whole) {
      run.commands.push({
        name: '',
        given: [],
        words: [],
        faults: ['a quote or bracket is never closed'],
        line,
        text: one.text,
        doubt: why,
      })
      forget(run.variables, one.text)
      continue
    }
    if (ENDS.test(one.text)) {
      if (why === CONDITION) run.mayEnd ??= line
      ended ??= `stands behind line ${line}, where the ${/^(?:break|continue)/i.test(one.text) ? 'loop' : 'script'} ends`
      continue
    }
    try {
      const behind = statement(run, one.text, one.at, why, depth)
      ended ??= behind
    } catch (error) {
      if (error !== UNCLOSED) throw error
      run.commands.push({
        name: '',
        given: [],
        words: [],
        faults: ['a bracket closes nothing'],
        line,
        text: one.text,
        doubt: why,
      })
    }
  }
  return ended
}

/** Goes through a script as PowerShell would, without running anything: constants are filled in, what is computed stays unknown. */
export const runScript = (script: string): RanScript => {
  const ends = [...script.matchAll(/\n/g)].map(({ index }) => index)
  const lineOf = (at: number): number => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] as number) < at) low = middle + 1
      else high = middle
    }
    return low + 1
  }
  const run: Run = { script, variables: new Map(), commands: [], lineOf, steps: 0, mayEnd: null }
  block(run, script, 0, null, 0)
  return { commands: run.commands, mayEnd: run.mayEnd }
}
