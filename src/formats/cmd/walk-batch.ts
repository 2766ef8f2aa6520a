// SPDX-License-Identifier: MIT
import { readIf, type Verdict } from './batch-condition.ts'
import { type BatchToken, batchTokens } from './batch-tokens.ts'

/** A command of a batch file with its variables filled in, and whether it runs. */
export interface WalkedCommand {
  readonly line: number
  readonly text: string
  /** What nobody but the machine can fill in; it stands in the text as it was. */
  readonly unknown: readonly string[]
  /** `NAME = VALUE` of each SET that was filled in. */
  readonly filled: readonly string[]
  /** Why it is not known to run; null where it does. */
  readonly doubt: string | null
  /** What of it could not be taken apart; absent where all could. */
  readonly fault?: string
}

interface Place {
  readonly doubt: string | null
  /** A `for` runs its command with variables of its own. */
  readonly loop: boolean
  /** Whether a SET here is one that all that follows can rely on. */
  readonly straight: boolean
}

const STRAIGHT: Place = { doubt: null, loop: false, straight: true }
const CONDITION = 'a condition decides whether it runs'
const NEVER = 'it never runs'
const AFTER = 'it stands behind a jump that is always taken'
const MOST_NESTED = 100
const MOST_ROUNDS = 8
/** Eight times what cmd.exe takes on a line. */
const LONGEST_LINE = 65_536
/** A doubled percent sign, in a loop perhaps its variable; else what cmd.exe fills in. */
const PERCENT = /%%(~?[a-z]*[a-z]\b)?|%(?:\*|~?[a-z]*\d|([^%:\s][^%:]*)(:[^%]*)?%)/gi
/** A value with one of these would change how the line is taken apart. */
const SPECIAL = /[\^&|<>()"%!\r\n]/
/** Commands that decide what is reached, or what a variable is; all others change nothing of a walk. */
const ACTS = /^(?:goto|call|exit|set|endlocal)/i
const NOTHING: readonly string[] = []

const worse = (a: string | null, b: string | null): string | null => (a === NEVER || b === null ? a : (b ?? a))

interface Filled {
  readonly text: string
  readonly unknown: readonly string[]
  readonly filled: readonly string[]
}

interface Jump {
  /** Why it is not known to be reached; absent where nothing jumps there. */
  doubt: string | null
}

/**
 * Walks through a batch file once, as it would run from its first line: SETs of plain text in a straight line are filled
 * in, branches whose condition is known are taken or not, and what stands behind `goto`, `exit` or a label that nothing
 * jumps to is not reached. Whatever only a run can tell is said with the command.
 */
export const walkBatch = (source: string): readonly WalkedCommand[] => {
  const tokens = batchTokens(source)
  const jumps = new Map<string, Jump>()
  const delayed = /enabledelayedexpansion|\/v:on/i.test(source)
  // The first round is for the jumps alone.
  walkOnce(tokens, jumps, delayed, false)
  for (let round = 1; ; round++) {
    const before = [...jumps].map(([label, { doubt }]) => `${label} ${doubt}`).join()
    const commands = walkOnce(tokens, jumps, delayed, true)
    // A label is known only when all jumps are: another round, until nothing new turns up.
    if (round >= MOST_ROUNDS || [...jumps].map(([label, { doubt }]) => `${label} ${doubt}`).join() === before)
      return commands
  }
}

const walkOnce = (
  tokens: readonly BatchToken[],
  jumps: Map<string, Jump>,
  delayed: boolean,
  whole: boolean,
): readonly WalkedCommand[] => {
  const variables = new Map<string, string>()
  const commands: WalkedCommand[] = []
  let reached: string | null = null
  let at = 0
  /** Once a bracket was found that nothing closes, none behind it is looked for beyond its line. */
  let unclosed = false
  const mark = (): string | null => {
    const token = tokens[at]
    return token?.kind === 'mark' ? token.text : null
  }
  const fill = (text: string, loop: boolean): Filled => {
    if (!text.includes('%') && !delayed) return { text, unknown: NOTHING, filled: NOTHING }
    const unknown: string[] = delayed ? [...(text.match(/![^!\s]+!/g) ?? [])] : []
    const from: string[] = []
    let room = LONGEST_LINE
    const filled = text.replace(PERCENT, (whole, counter?: string, name?: string, part?: string) => {
      if (whole.startsWith('%%')) {
        if (loop && counter !== undefined) unknown.push(whole)
        return whole.slice(1)
      }
      const value = name === undefined || part !== undefined ? undefined : variables.get(name.toLowerCase())
      room -= value?.length ?? 0
      if (value !== undefined && room >= 0 && !SPECIAL.test(value)) {
        from.push(`${name} = ${value}`)
        return value
      }
      unknown.push(whole)
      return whole
    })
    return { text: filled, unknown, filled: from }
  }
  const jump = (label: string, doubt: string | null): void => {
    const known = jumps.get(label)
    if (known === undefined) jumps.set(label, { doubt })
    else if (doubt === null) known.doubt = null
  }
  const assign = (text: string, known: boolean, place: Place): void => {
    const [, name = '', value = ''] = /^set\s+"?([^=\s"/][^="]*)=(.*?)"?$/is.exec(text) ?? []
    const key = name.trim().toLowerCase()
    const option = /^set\s+\/[ap]\b\s*"?([^=\s"]+)/i.exec(text)?.[1]?.toLowerCase()
    if (option !== undefined) variables.delete(option)
    else if (key === '') return
    else if (place.straight && value !== '' && known) variables.set(key, value)
    else variables.delete(key)
  }
  const run = (text: string, line: number, place: Place): void => {
    const { text: plain, unknown, filled } = fill(text, place.loop)
    const doubt = reached ?? place.doubt
    if (ACTS.test(plain)) act(plain, unknown, place, doubt)
    if (whole) commands.push({ line, text: plain, unknown, filled, doubt })
  }
  const act = (plain: string, unknown: readonly string[], place: Place, doubt: string | null): void => {
    const [, target] = /^(?:goto|call)\s*:?\s*([^\s&|<>()]+)/i.exec(plain) ?? []
    const call = /^call\b/i.test(plain)
    if (target !== undefined && (!call || /^call\s*:/i.test(plain))) {
      jump(target.toLowerCase(), doubt)
      // What a subroutine sets is not followed.
      if (call) variables.clear()
    }
    if ((!call && target !== undefined) || /^exit\b/i.test(plain)) {
      if (place.doubt === null) reached ??= AFTER
    } else if (/^set\b/i.test(plain)) {
      if (reached === null) assign(plain, unknown.length === 0, place)
    } else if (/^endlocal\b/i.test(plain)) variables.clear()
  }
  const block = (place: Place, depth: number): void => {
    at++
    while (at < tokens.length && mark() !== ')') statement(place, depth + 1)
    at++
  }
  /** The command of an `if` or `for`: the rest of its text, or a block behind it. */
  const body = (rest: string, line: number, place: Place, depth: number): void => {
    if (rest !== '') single(rest, line, place, depth)
    else if (mark() === '(') block(place, depth)
  }
  const single = (text: string, line: number, place: Place, depth: number): void => {
    const plain = /^[\s@]/.test(text) ? text.replace(/^[\s@]+/, '') : text
    if (/^if\b/i.test(plain)) branch(plain, line, place, depth)
    else if (/^for\b/i.test(plain)) loop(plain, line, place, depth)
    else run(plain, line, place)
  }
  const within = (place: Place, verdict: Verdict): Place => ({
    ...place,
    straight: false,
    doubt: verdict === 'no' ? NEVER : worse(place.doubt, verdict === 'perhaps' ? CONDITION : null),
  })
  const branch = (text: string, line: number, place: Place, depth: number): void => {
    const { verdict, rest } = readIf(
      text,
      (name) => variables.has(name.toLowerCase()),
      (side) => fill(side, place.loop).text,
    )
    body(rest, line, verdict === 'yes' ? place : within(place, verdict), depth)
    const token = tokens[at]
    if (token?.kind !== 'text' || !/^else\b/i.test(token.text)) return
    at++
    const other: Verdict = verdict === 'yes' ? 'no' : verdict === 'no' ? 'yes' : verdict
    body(token.text.replace(/^else\b\s*/i, ''), token.line, other === 'yes' ? place : within(place, other), depth)
  }
  const loop = (text: string, line: number, place: Place, depth: number): void => {
    const inside = { ...within(place, 'yes'), loop: true }
    const start = at
    // The list stands in brackets; `do` and its command follow.
    for (let open = 0; at < tokens.length; at++) {
      const token = tokens[at] as BatchToken
      if (token.kind === 'mark' && token.text === '(') open++
      if (token.kind === 'mark' && token.text === ')') open--
      if (token.kind === 'mark' && token.text === 'end' && (open === 0 || unclosed)) break
      if (token.kind !== 'text' || open > 0 || !/^do\b/i.test(token.text)) continue
      at++
      body(token.text.replace(/^do\b\s*/i, ''), line, inside, depth)
      return
    }
    const fault = 'its list or its command cannot be found'
    commands.push({ line, text, unknown: [], filled: [], doubt: inside.doubt, fault })
    if (at < tokens.length) return
    unclosed = true
    at = tokens.findIndex(({ kind, text: mark }, index) => index >= start && kind === 'mark' && mark === 'end') + 1
  }
  const statement = (place: Place, depth: number): void => {
    const token = tokens[at] as BatchToken
    if (depth > MOST_NESTED) {
      at++
      if (token.kind === 'text')
        commands.push({ line: token.line, text: token.text, unknown: [], filled: [], doubt: CONDITION })
      return
    }
    if (token.kind === 'label') {
      at++
      const known = jumps.get(token.text)
      commands.push({ line: token.line, text: token.whole, unknown: [], filled: [], doubt: NEVER })
      if (known !== undefined) {
        variables.clear()
        if (reached !== null) reached = known.doubt
      }
    } else if (token.kind === 'mark') {
      if (token.text === '(') block({ ...place, straight: false }, depth)
      else at++
    } else {
      at++
      single(token.text, token.line, place, depth)
    }
  }
  while (at < tokens.length) statement(STRAIGHT, 0)
  return commands
}
