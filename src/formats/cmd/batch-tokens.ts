// SPDX-License-Identifier: MIT

/** A piece of a batch file: a command as a program would see it, or what stands between two. */
export type BatchToken =
  /** `%%` is still doubled in the text. */
  | { readonly kind: 'text'; readonly line: number; readonly text: string; readonly variables: readonly string[] }
  /** With its whole line, which cmd.exe passes over. */
  | { readonly kind: 'label'; readonly line: number; readonly text: string; readonly whole: string }
  | Mark

interface Mark {
  readonly kind: 'mark'
  readonly text: '(' | ')' | '&' | '&&' | '|' | '||' | 'end'
}

/** Nearly every line ends with one: they are few objects, since all tokens of a file live together. */
const [OPEN, CLOSE, AND, OR, BOTH, EITHER, END] = (['(', ')', '&', '|', '&&', '||', 'end'] as const).map(
  (text): Mark => ({ kind: 'mark', text }),
) as [Mark, Mark, Mark, Mark, Mark, Mark, Mark]
const NOTHING: readonly string[] = []

/** cmd.exe reads no longer line. */
const MAX_LINE = 8_191
const VARIABLE = /^%(?:\*|~?[a-z]*\d|[^%:\s][^%:]*(?::[^%]*)?%)/i

/** What a line needs to be more than one piece of text. */
const ACTED_ON = /[%^<>&|()]/
/** What stands for itself, outside of quotes and inside. */
const PLAIN = /[^%"^<>&|()]+/y
const QUOTED = /[^%"]+/y

/** A redirection from or to what is a parameter of netsh, as `<remoteip=10.0.0.1`. */
const PARAMETER = /^[<>]{1,2}\s*[a-z]+=/i

/** Where a redirection that starts at `at` (`>`, `<`) ends: its handle or file belongs to it. */
const endOfRedirection = (line: string, at: number): number => {
  const match = /^[<>]{1,2}(?:&\d|\s*(?:"[^"]*"|[^\s"&|<>()]*))/.exec(line.slice(at, at + 1_000))
  return at + (match?.[0].length ?? 1)
}

/** A bracket opens a block at the start of a command, and behind the words that a block may follow; else it is text. */
const opensBlock = (text: string): boolean =>
  text.length <= MAX_LINE && /^(?:@?\s*(?:(?:if|for|else)\b.*)?|.*\bdo)\s*$/is.test(text)

const splitLine = (line: string, number: number, depth: number, tokens: BatchToken[]): number => {
  if (!ACTED_ON.test(line)) {
    const whole = line.trim()
    if (whole !== '') tokens.push({ kind: 'text', line: number, text: whole, variables: NOTHING })
    tokens.push(END)
    return depth
  }
  let text = ''
  let variables: string[] = []
  let quoted = false
  const finish = (mark: Mark): void => {
    const whole = text.trim()
    if (whole !== '')
      tokens.push({ kind: 'text', line: number, text: whole, variables: variables.length === 0 ? NOTHING : variables })
    tokens.push(mark)
    text = ''
    if (variables.length > 0) variables = []
  }
  for (let at = 0; at < line.length; at++) {
    const plain = quoted ? QUOTED : PLAIN
    plain.lastIndex = at
    const run = plain.exec(line)?.[0] ?? ''
    if (run !== '') {
      text += run
      at += run.length - 1
      continue
    }
    const char = line[at] as string
    if (char === '%') {
      // `%%` is a percent sign, `%NAME%` and `%1` are filled in, any other is dropped.
      const filled = line[at + 1] === '%' ? null : VARIABLE.exec(line.slice(at, at + 1_000))
      if (line[at + 1] === '%') text += '%%'
      else if (filled !== null) {
        variables.push(filled[0])
        text += filled[0]
      }
      at += line[at + 1] === '%' ? 1 : (filled?.[0].length ?? 1) - 1
    } else if (char === '"') {
      quoted = !quoted
      text += char
    } else if (char === '^') {
      at++
      text += line[at] ?? ''
    } else if (char === '>' || char === '<') {
      const end = endOfRedirection(line, at)
      const written = line.slice(at, end)
      // cmd.exe takes the name of a parameter for that of a file: the command stays as it is written, and is not understood.
      if (PARAMETER.test(written)) text += written
      else if (/^(?:|.*\s)\d$/s.test(text.slice(-2))) text = text.slice(0, -1)
      at = end - 1
    } else if (char === '&' || char === '|') {
      const twice = line[at + 1] === char
      if (twice) at++
      finish(char === '&' ? (twice ? BOTH : AND) : twice ? EITHER : OR)
    } else if (char === '(' && opensBlock(text)) {
      depth++
      finish(OPEN)
    } else if (char === ')' && depth > 0) {
      depth--
      finish(CLOSE)
    } else text += char
  }
  finish(END)
  return depth
}

/** A batch file as cmd.exe takes it apart: lines joined by carets, redirections and comments gone, quotes still there. */
export const batchTokens = (source: string): readonly BatchToken[] => {
  const lines = source.split(/\r\n?|\n/)
  const tokens: BatchToken[] = []
  let depth = 0
  for (let index = 0; index < lines.length; index++) {
    const number = index + 1
    let line = lines[index] as string
    const start = line.length > 1_000 ? line.slice(0, 1_000) : line
    const label = /^\s*:\s*([^\s:&|<>()+,;=]+)/.exec(start)?.[1]
    if (label !== undefined) tokens.push({ kind: 'label', line: number, text: label.toLowerCase(), whole: line.trim() })
    if (/^[\s@(]*(rem\b|:)/i.test(start)) continue
    const joined = [line]
    while (line.endsWith('^') && /(^|[^^])(\^\^)*\^$/.test(line.slice(-1_000)) && index + 1 < lines.length) {
      joined.push((joined.pop() as string).slice(0, -1))
      line = lines[++index] as string
      joined.push(line)
    }
    depth = splitLine(joined.join(''), number, depth, tokens)
  }
  return tokens.filter((token) => token.kind !== 'text' || !/^@?rem\b/i.test(token.text))
}
