// SPDX-License-Identifier: MIT

/** The words of a MOF file outside of texts and comments (DSP0004, annex A), each text as `S`. Null where a text or a comment never ends. */
export const mofTokens = (text: string): readonly string[] | null => {
  const words: string[] = []
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at, at + 2)
    const first = text[at] as string
    if (rest === '//') {
      while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++
    } else if (rest === '/*') {
      const end = text.indexOf('*/', at + 2)
      if (end < 0) return null
      at = end + 2
    } else if (first === '"') {
      for (at++; text[at] !== '"'; at++) {
        if (at >= text.length || text[at] === '\n' || text[at] === '\r') return null
        if (text[at] === '\\') at++
      }
      at++
      // Texts side by side are one.
      if (words.at(-1) !== 'S') words.push('S')
    } else if (/\s/.test(first)) at++
    else {
      const start = at
      if (/\w|\$/.test(first)) while (/[\w$.+-]/.test(text[at] ?? '')) at++
      else at++
      words.push(text.slice(start, at))
    }
  }
  return words
}
