// SPDX-License-Identifier: MIT
import { readPorts } from './read-ports.ts'
import { noHeading, type TableReader, type TableRow } from './table-row.ts'

interface ParagraphLayout {
  /** Tested on the line with its indent. */
  readonly heading: RegExp
  /** The paragraphs a table begins with. */
  readonly header: readonly string[]
}

interface Paragraph {
  readonly line: number
  readonly text: string
}

/** Documents 000 and 004: each cell is a paragraph of its own, a description may be several. */
export function paragraphTables(layout: ParagraphLayout): TableReader {
  return (lines) => {
    const rows: TableRow[] = []
    let heading = noHeading
    let inTable = false
    let description: Paragraph[] = []
    let values: Paragraph[] = []
    for (const [index, raw] of lines.entries()) {
      const paragraph = { line: index + 1, text: raw.trim() }
      if (paragraph.text === '') continue
      if (layout.heading.test(raw)) {
        heading = paragraph
        inTable = false
      } else if (!inTable) {
        description = endsHeader(description, paragraph, layout.header) ? [] : [...description, paragraph]
        inTable = description.length === 0
        values = []
      } else if (readPorts(paragraph.text) === null) {
        if (values.length > 0) throw new Error(`Line ${paragraph.line}: a row lacks its TCP cell`)
        description.push(paragraph)
      } else {
        values.push(paragraph)
      }
      const [udp, tcp] = values
      if (udp === undefined || tcp === undefined) continue
      rows.push(toRow(heading, description, udp, tcp))
      description = []
      values = []
    }
    return rows
  }
}

function endsHeader(before: readonly Paragraph[], last: Paragraph, header: readonly string[]): boolean {
  const tail = [...before, last].slice(-header.length)
  return tail.length === header.length && tail.every(({ text }, index) => text === header[index])
}

function toRow(heading: Paragraph, description: readonly Paragraph[], udp: Paragraph, tcp: Paragraph): TableRow {
  const [first, ...rest] = description
  if (first === undefined) throw new Error(`Line ${udp.line}: a row lacks its description`)
  return {
    line: first.line,
    lastLine: tcp.line,
    heading: heading.text,
    headingLine: heading.line,
    description: [first.text, ...rest.map(({ text }) => text)],
    udp: udp.text,
    tcp: tcp.text,
  }
}
