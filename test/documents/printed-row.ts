// SPDX-License-Identifier: MIT

export type DocumentId = '000' | '001' | '002' | '003' | '004'

export interface PrintedLink {
  readonly from: string
  readonly to: string
  /** Null when the document prints no direction ("zwischen A und B"): then from and to keep the printed order. */
  readonly arrow: 'initiates' | 'either' | null
}

export type InstallationMethod =
  | 'push'
  | 'software-update-point'
  | 'group-policy'
  | 'manual'
  | 'logon-script'
  | 'software-distribution'

export interface PrintedRow {
  readonly document: DocumentId
  /** First line of the row, counted from 1. */
  readonly line: number
  /** As printed, without Markdown marks and escapes. */
  readonly heading: string
  readonly headingLine: number
  /** Role ids; empty when the heading names no link. */
  readonly links: readonly PrintedLink[]
  /** All paragraphs of the description cell, joined by a space. */
  readonly description: string
  /** '67', '63000-64000' or 'dynamic', in printed order; empty for a dash, a blank cell or "n/a". */
  readonly udp: readonly string[]
  readonly tcp: readonly string[]
  readonly icmp: boolean
  /** Only in document 004. */
  readonly methods?: readonly InstallationMethod[]
  /** Only in document 004, and only where the row names a mode. */
  readonly mode?: 'mixed' | 'native'
}

export interface PrintedStatement {
  readonly document: DocumentId
  readonly line: number
  /** The line without Markdown marks, escapes and outer bars. */
  readonly text: string
  /** Numbers as printed, 'dynamic' and 'icmp'. A bound ("above 1024") counts as a number. */
  readonly ports: readonly string[]
}

export interface ParsedDocument {
  readonly rows: readonly PrintedRow[]
  readonly statements: readonly PrintedStatement[]
}
