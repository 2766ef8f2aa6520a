// SPDX-License-Identifier: MIT

/**
 * What a program gets from a line of a batch file, told again from the documentation and sharing nothing with the source:
 * percent signs, then carets, quotes and operators, then the C runtime. Null where the line is more than one command.
 */
export const argumentsOf = (line: string): readonly string[] | null => {
  const expanded = expand(line)
  const command = expanded === null ? null : withoutCarets(expanded)
  return command === null ? null : parse(command)
}

/** `%%` is a percent sign; a single one would start a variable. */
const expand = (line: string): string | null => (/%/.test(line.replace(/%%/g, '')) ? null : line.replace(/%%/g, '%'))

const withoutCarets = (line: string): string | null => {
  let out = ''
  let inQuotes = false
  const chars = Array.from(line)
  while (chars.length > 0) {
    const char = chars.shift() as string
    if ('\0\r\n\x1a'.includes(char)) return null
    if (char === '"') inQuotes = !inQuotes
    else if (!inQuotes && char === '^') {
      const next = chars.shift()
      if (next === undefined) return null
      out += next
      continue
    } else if (!inQuotes && '&|<>()'.includes(char)) return null
    out += char
  }
  return out
}

/** The rules of Microsoft's page "Parsing C command-line arguments", one regular expression a token. */
const parse = (command: string): readonly string[] => {
  const result: string[] = []
  let rest = command.trimStart()
  while (rest !== '') {
    let arg = ''
    let inQuotes = false
    for (;;) {
      const run = /^(\\*)"/.exec(rest)
      if (run !== null) {
        const slashes = (run[1] as string).length
        rest = rest.slice(run[0].length)
        arg += '\\'.repeat(slashes >> 1)
        if (slashes % 2 === 1) arg += '"'
        else inQuotes = !inQuotes
        continue
      }
      if (rest === '' || (!inQuotes && /^[ \t]/.test(rest))) break
      arg += rest[0]
      rest = rest.slice(1)
    }
    result.push(arg)
    rest = rest.replace(/^[ \t]+/, '')
  }
  return result
}
