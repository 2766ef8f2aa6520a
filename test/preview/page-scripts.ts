// SPDX-License-Identifier: MIT
import type { Page } from 'playwright-core'

// Text, because these run in the page, whose types a program for Node does not have.

export interface ShownTable {
  readonly caption: string
  /** Protocol, ports and addresses of each row. */
  readonly rows: readonly string[]
}

/** The visible tables of rules. */
export const visibleTables = (page: Page): Promise<readonly ShownTable[]> =>
  page.evaluate(`
    [...document.querySelectorAll('#install .panel table')]
      .filter((table) => table.checkVisibility())
      .map((table) => ({
        caption: table.caption.textContent,
        rows: [...table.tBodies[0].rows].map((row) =>
          [...row.cells].slice(0, 3).map((cell) => cell.textContent.trim()).join(' | ')),
      }))`)

/** The rows of the tables whose caption matches, sorted. */
export const rowsUnder = (tables: readonly ShownTable[], caption: RegExp): readonly string[] =>
  tables
    .filter((table) => caption.test(table.caption))
    .flatMap(({ rows }) => rows)
    .sort()

export const openDetails = (page: Page): Promise<void> =>
  page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true')

/** How far the page, or a table on it, reaches beyond the window. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate(`Math.max(
    document.documentElement.scrollWidth,
    ...[...document.querySelectorAll('table')].filter((table) => table.checkVisibility()).map((table) => Math.floor(table.getBoundingClientRect().right)),
  ) - innerWidth`)
