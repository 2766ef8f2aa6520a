// SPDX-License-Identifier: MIT
import { chineseRoleNames } from './chinese-role-names.ts'
import { englishRoleNames } from './english-role-names.ts'
import { findStatements } from './find-statements.ts'
import { frenchRoleNames } from './french-role-names.ts'
import type { DocumentId, ParsedDocument, PrintedRow } from './printed-row.ts'
import { barTables } from './read-bar-tables.ts'
import { readDeploymentLink, readMethods, readMode } from './read-deployment.ts'
import { readLinks } from './read-links.ts'
import { readMarkdownTables } from './read-markdown-tables.ts'
import { paragraphTables } from './read-paragraph-tables.ts'
import { readPorts } from './read-ports.ts'
import type { TableReader, TableRow } from './table-row.ts'

// The headings without an arrow are named one by one; a list of links that repeats
// headings does no harm, as no table follows before the next heading.
const tableReaders: Readonly<Record<DocumentId, TableReader>> = {
  '000': paragraphTables({
    heading: /^\d+\. |^ {4}(?:Configuration Manager Remote Control Ports|Ports Used by Windows Server 2003)$/,
    header: ['Description', 'UDP', 'TCP'],
  }),
  '001': barTables(/^(?:\d+|[A-Z])\. |^(?:Configuration Manager Remote Control Ports|Ports Used by Windows Servers)$/),
  '002': readMarkdownTables,
  '003': barTables(/^[^-<|].*--|^(?:Client vers partages serveur|Ports utilisés par Windows Server)$/),
  '004': paragraphTables({
    heading: /^(?:Für|Bei) .*verwendete Ports$/,
    header: ['Beschreibung UDP TCP'],
  }),
}

const roleNames = {
  '000': englishRoleNames,
  '001': englishRoleNames,
  '002': chineseRoleNames,
  '003': frenchRoleNames,
}

/** Reads the printed rows and statements of one of the five port documents. */
export function parseDocument(document: DocumentId, text: string): ParsedDocument {
  const lines = text.split(/\r?\n/)
  const tableRows = tableReaders[document](lines)
  return {
    rows: tableRows.map((row) => toPrintedRow(document, row)),
    statements: findStatements(document, lines, tableRows),
  }
}

function toPrintedRow(document: DocumentId, row: TableRow): PrintedRow {
  const [firstParagraph] = row.description
  const description = row.description.join(' ')
  return {
    document,
    line: row.line,
    heading: row.heading,
    headingLine: row.headingLine,
    description,
    udp: portsOf(row.udp, row),
    tcp: portsOf(row.tcp, row),
    icmp: /\bICMP/.test(description),
    ...(document === '004'
      ? deploymentFields(row.heading, firstParagraph)
      : { links: readLinks(row.heading, roleNames[document]) }),
  }
}

function deploymentFields(heading: string, description: string): Pick<PrintedRow, 'links' | 'methods' | 'mode'> {
  const mode = readMode(description)
  const fields = { links: [readDeploymentLink(description)], methods: readMethods(heading) }
  return mode === undefined ? fields : { ...fields, mode }
}

function portsOf(cell: string, row: TableRow): string[] {
  const ports = readPorts(cell)
  if (ports === null) throw new Error(`Line ${row.line}: "${cell}" is no list of ports`)
  return ports
}
