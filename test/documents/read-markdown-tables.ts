// SPDX-License-Identifier: MIT
import { cleanMarkdown } from './clean-markdown.ts'
import { noHeading, type TableRow } from './table-row.ts'

const headingLine = /^#{2,3}\s/
const tableLine = /^\|(.*)\|\s*$/
const separatorCell = /^-+$/

/** Document 002: a row is a line; one table has an empty header and its real header as a row. */
export function readMarkdownTables(lines: readonly string[]): TableRow[] {
  const rows: TableRow[] = []
  let heading = noHeading
  for (const [index, text] of lines.entries()) {
    if (headingLine.test(text)) heading = { text: cleanMarkdown(text), line: index + 1 }
    const inner = tableLine.exec(text)?.[1]
    if (inner === undefined) continue
    const raw = inner.split(/(?<!\\)\|/)
    if (raw.every((cell) => cell === '' || separatorCell.test(cell))) continue
    const [description, udp, tcp, ...more] = raw.map(cleanMarkdown)
    if (description === undefined || udp === undefined || tcp === undefined || more.length > 0) {
      throw new Error(`Line ${index + 1}: a row without three cells`)
    }
    if (description === '描述') continue
    rows.push({
      line: index + 1,
      lastLine: index + 1,
      heading: heading.text,
      headingLine: heading.line,
      description: [description],
      udp,
      tcp,
    })
  }
  return rows
}
