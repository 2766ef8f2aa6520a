// SPDX-License-Identifier: MIT
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ExecutionContext } from 'ava'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { required, skip } from '../support/shared.ts'

const EXECUTABLE = '/usr/bin/chromium'
const ARGUMENTS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  // Pages of the browser itself, made ready for each window.
  '--disable-features=PreloadTopChromeWebUI,WebUIOmniboxPopup',
]

let opened: Promise<Browser> | null = null

/** Chromium, started once; null, and the test is visibly left out, where there is none. */
export const browserFor = (t: ExecutionContext): Promise<Browser> | null => {
  if (!existsSync(EXECUTABLE) && !required(t, 'chromium')) {
    skip(t, 'no Chromium at /usr/bin/chromium')
    return null
  }
  opened ??= chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS })
  return opened
}

export const closeBrowser = async (): Promise<void> => (await opened)?.close()

export interface OpenPage {
  readonly page: Page
  /** Everything that the console or an uncaught error said, and every request but the page itself. */
  readonly complaints: readonly string[]
  /** The window is for the next one. */
  readonly close: () => unknown
}

/** One for each kind of window: another one would cost more than most tests do with it. */
const windows = new Map<string, Promise<Page>>()

const windowFor = async (browser: Browser, options: BrowserContextOptions): Promise<Page> =>
  (await browser.newContext(options)).newPage()

export const openPage = async (browser: Browser, file: string, more: BrowserContextOptions = {}): Promise<OpenPage> => {
  const options = { viewport: { width: 1280, height: 900 }, ...more }
  const key = JSON.stringify(options)
  const window = windows.get(key) ?? windowFor(browser, options)
  windows.set(key, window)
  const page = await window
  await page.emulateMedia({ media: null, colorScheme: null })
  await page.setViewportSize(options.viewport as { width: number; height: number })
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (request.url() !== `file://${file}`) complaints.push(`request: ${request.url()}`)
  })
  await page.goto(`file://${file}`)
  return { page, complaints, close: () => page.removeAllListeners() }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What the colours decide: in another colour scheme all else is as it was. */
export const COLOURS = { runOnly: ['color-contrast', 'link-in-text-block'] }
/** On another screen all is as it was but these. */
export const ALL_BUT_COLOURS = {
  rules: { 'color-contrast': { enabled: false }, 'link-in-text-block': { enabled: false } },
}

interface Look {
  readonly runOnly?: readonly string[]
  readonly rules?: Readonly<Record<string, { readonly enabled: boolean }>>
}

/** What axe-core objects to on the page as it stands, one line an element: each look at a whole page takes it seconds. */
export const violations = async (page: Page, look: Look = {}): Promise<readonly string[]> => {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(AXE)
  const options = JSON.stringify({ resultTypes: ['violations'], ...look })
  return page.evaluate(`axe.run(${options}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`)
}
