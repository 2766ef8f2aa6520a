// SPDX-License-Identifier: MIT

/** A row as a layout parser finds it: text only, nothing understood yet. */
export interface TableRow {
  readonly line: number
  readonly lastLine: number
  readonly heading: string
  readonly headingLine: number
  /** The paragraphs of the description cell; there is always one. */
  readonly description: readonly [string, ...string[]]
  readonly udp: string
  readonly tcp: string
}

export interface Heading {
  readonly text: string
  readonly line: number
}

export type TableReader = (lines: readonly string[]) => TableRow[]

export const noHeading: Heading = { text: '', line: 0 }
