// SPDX-License-Identifier: MIT

/** Text in lines of at most so many columns, each indented, with a line end; a word longer than a line stands alone. */
export const wrap = (text: string, columns: number, indent = ''): string => {
  const width = Math.max(20, columns - indent.length)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((one) => `${indent}${one}\n`).join('')
}
