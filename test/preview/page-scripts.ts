// SPDX-License-Identifier: MIT
import type { Page } from 'playwright-core'

// Text, because these run in the page, whose types a program for Node does not have.

/** Rows of the visible tables whose caption matches: protocol, ports and addresses, sorted. */
export const visibleRows = (page: Page, caption: RegExp): Promise<readonly string[]> =>
  page.evaluate(`
    [...document.querySelectorAll('#install .panel table')]
      .filter((table) => table.checkVisibility() && new RegExp(${JSON.stringify(caption.source)}, 'i').test(table.caption.textContent))
      .flatMap((table) => [...table.tBodies[0].rows])
      .map((row) => [...row.cells].slice(0, 3).map((cell) => cell.textContent.trim()).join(' | '))
      .sort()`)

export const openDetails = (page: Page): Promise<void> =>
  page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true')

/** How far the page, or a table on it, reaches beyond the window. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate(`Math.max(
    document.documentElement.scrollWidth,
    ...[...document.querySelectorAll('table')].filter((table) => table.checkVisibility()).map((table) => Math.floor(table.getBoundingClientRect().right)),
  ) - innerWidth`)
