// SPDX-License-Identifier: MIT

const [TAB, BLANK, QUOTE, BACKSLASH] = [9, 32, 34, 92]
const isActedOn = (code: number): boolean => code === BLANK || code === QUOTE || code === BACKSLASH || code === TAB

/**
 * The arguments that the C runtime makes of a command line, with the first of them the program.
 * https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
export const splitArguments = (line: string): readonly string[] => {
  const result: string[] = []
  let current: string | null = null
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    const char = line[at] as string
    if (!quoted && (char === ' ' || char === '\t')) {
      if (current !== null) result.push(current)
      current = null
      continue
    }
    current ??= ''
    if (char === '\\') {
      let count = 1
      while (line[at + count] === '\\') count++
      const before = line[at + count] === '"'
      current += '\\'.repeat(before ? Math.floor(count / 2) : count)
      at += count - 1
      if (before && count % 2 === 1) {
        current += '"'
        at++
      }
    } else if (char === '"') {
      // Two quotes inside quotes are one quote, and the quotes go on.
      if (quoted && line[at + 1] === '"') {
        current += '"'
        at++
      } else quoted = !quoted
    } else {
      // What stands for itself is taken in one piece.
      let end = at + 1
      while (end < line.length && !isActedOn(line.charCodeAt(end))) end++
      current += line.slice(at, end)
      at = end - 1
    }
  }
  if (current !== null) result.push(current)
  return result
}
