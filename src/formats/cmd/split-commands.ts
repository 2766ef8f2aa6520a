// SPDX-License-Identifier: MIT

/** A command as a program would see it: carets and redirections gone, quotes still there. */
export interface BatchCommand {
  readonly line: number
  readonly text: string
  /** What cmd.exe would fill in (`%NAME%`, `%1`); it stands in the text as it was. */
  readonly variables: readonly string[]
}

const VARIABLE = /^%(?:\*|~?[a-z]*\d|[^%:\s][^%:]*(?::[^%]*)?%)/i

/** Where a redirection that starts at `at` (`>`, `<`) ends: its handle or file belongs to it. */
const endOfRedirection = (line: string, at: number): number => {
  const match = /^[<>]{1,2}(?:&\d|\s*(?:"[^"]*"|[^\s"&|<>()]*))/.exec(line.slice(at))
  return at + (match?.[0].length ?? 1)
}

const splitLine = (line: string, number: number): readonly BatchCommand[] => {
  const result: BatchCommand[] = []
  let text = ''
  let variables: string[] = []
  let quoted = false
  const finish = (): void => {
    if (text.trim() !== '') result.push({ line: number, text: text.trim(), variables })
    text = ''
    variables = []
  }
  for (let at = 0; at < line.length; at++) {
    const char = line[at] as string
    if (char === '%') {
      // `%%` is a percent sign, `%NAME%` and `%1` are filled in, any other is dropped.
      const filled = line[at + 1] === '%' ? null : VARIABLE.exec(line.slice(at))
      if (line[at + 1] === '%') text += '%'
      else if (filled !== null) {
        variables.push(filled[0])
        text += filled[0]
      }
      at += line[at + 1] === '%' ? 1 : (filled?.[0].length ?? 1) - 1
    } else if (char === '"') {
      quoted = !quoted
      text += char
    } else if (quoted) text += char
    else if (char === '^') {
      at++
      text += line[at] ?? ''
    } else if (char === '>' || char === '<') {
      text = text.replace(/(^|\s)\d$/, '$1')
      at = endOfRedirection(line, at) - 1
    } else if (char === '&' || char === '|' || char === '(' || char === ')') finish()
    else text += char
  }
  finish()
  return result
}

/** The commands of a batch file, in order, whatever decides whether they run. Comments and labels are none. */
export const splitCommands = (source: string): readonly BatchCommand[] => {
  const lines = source.split(/\r\n?|\n/)
  const result: BatchCommand[] = []
  for (let index = 0; index < lines.length; index++) {
    const number = index + 1
    let line = (lines[index] as string).replace(/^[\s@(]+/, '')
    if (/^(rem\b|:)/i.test(line)) continue
    while (/(^|[^^])(\^\^)*\^$/.test(line) && index + 1 < lines.length) line = line.slice(0, -1) + lines[++index]
    for (const command of splitLine(line, number)) if (!/^(@?rem\b|:)/i.test(command.text)) result.push(command)
  }
  return result
}
