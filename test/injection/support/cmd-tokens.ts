// SPDX-License-Identifier: MIT

/** What stands for a doubled percent sign while variables are looked for. */
const PERCENT = '\ue000'

/** A line as cmd.exe cuts it: signs between commands outside quotes, the rest without its carets. */
const cutLine = (line: string): { readonly signs: readonly string[]; readonly rest: string } => {
  const signs: string[] = []
  let rest = ''
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] as string
    if (!isQuoted && sign === '^') rest += line[++at] ?? ''
    else {
      if (sign === '"') isQuoted = !isQuoted
      if (!isQuoted && /[&|<>()]/.test(sign)) signs.push(sign)
      rest += sign
    }
  }
  if (isQuoted) signs.push(`open quote: ${line}`)
  return { signs, rest }
}

/** The arguments of a program as its C runtime cuts them. */
const argumentsOf = (line: string): readonly string[] => {
  const found: string[] = []
  let word = ''
  let isOpen = false
  let isWord = false
  for (let at = 0; at < line.length; ) {
    const slashes = /^\\*/.exec(line.slice(at, at + 500))?.[0].length ?? 0
    if (slashes > 0) {
      const before = line[at + slashes] === '"'
      word += '\\'.repeat(before ? slashes >> 1 : slashes)
      at += slashes
      isWord = true
      if (before && slashes % 2 === 1) {
        word += '"'
        at++
      }
      continue
    }
    const sign = line[at++] as string
    if (sign === '"') {
      isOpen = !isOpen
      isWord = true
    } else if (!isOpen && /[ \t]/.test(sign)) {
      if (isWord) found.push(word)
      word = ''
      isWord = false
    } else {
      word += sign
      isWord = true
    }
  }
  return isWord ? [...found, word] : found
}

/** What stands in a batch file outside of texts and comments: signs, variables, labels, programs, and the names of their arguments. */
export const cmdTokens = (text: string): readonly string[] =>
  text.split(/\r\n|\n|\r/).flatMap((line) => {
    const bare = line.trimStart()
    if (/^@?rem(?:[\s.:]|$)/i.test(bare) || bare.startsWith('::')) return []
    if (bare.startsWith(':')) return [bare.trim()]
    const single = line.replaceAll('%%', PERCENT)
    const variables = [...single.matchAll(/%(?:~[a-z]*)?[0-9*]|%[^%]+%/gi)].map(([variable]) => variable)
    const { signs, rest } = cutLine(single)
    const words = argumentsOf(rest).map((word, at) =>
      at < 5 && !word.includes('=') ? word : (/^[a-z]+=/i.exec(word)?.[0] ?? 'S'),
    )
    return [...variables, ...signs, ...words]
  })
