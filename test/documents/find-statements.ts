// SPDX-License-Identifier: MIT
import { cleanMarkdown } from './clean-markdown.ts'
import type { DocumentId, PrintedStatement } from './printed-row.ts'
import type { TableRow } from './table-row.ts'

const portWord = /\bports?\b|端口|\bUDP\b|\bTCP\b|\bICMP\b/i
const notPorts = /https?:\/\/\S+|\bRFC \d+|\bLinkId=\d+|\bKB ?\d+|\b(?:19|20)\d\d\b|\b\d+\.\d+\w*/gi
// One digit is a note's number, a list's number or "1 higher"; no prose names a port that low.
const portNumber = /(?<![\w.-])\d{2,5}(?:-\d{2,5})?(?![\w-])/g

/** Finds the lines outside the rows that state a port number, ICMP or dynamic ports. */
export function findStatements(
  document: DocumentId,
  lines: readonly string[],
  rows: readonly TableRow[],
): PrintedStatement[] {
  const inRow = new Set(rows.flatMap(({ line, lastLine }) => range(line, lastLine)))
  const statements: PrintedStatement[] = []
  for (const [index, raw] of lines.entries()) {
    if (inRow.has(index + 1)) continue
    const text = document === '002' ? cleanMarkdown(raw) : raw.replace(/\s*\|\s*$/, '').trim()
    const ports = readStatedPorts(text)
    if (ports.length > 0) statements.push({ document, line: index + 1, text, ports })
  }
  return statements
}

function readStatedPorts(text: string): string[] {
  if (!portWord.test(text)) return []
  const ports = new Set<string>(text.replace(notPorts, '').match(portNumber))
  if (/dynami|动态/i.test(text)) ports.add('dynamic')
  if (/\bICMP\b/.test(text)) ports.add('icmp')
  return [...ports]
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
}
