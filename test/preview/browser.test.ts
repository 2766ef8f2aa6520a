// SPDX-License-Identifier: MIT
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import test from 'ava'
import type { Page } from 'playwright-core'
import { INSTALL_METHODS, type InstallMethod } from '../../src/catalog/catalog-flow.ts'
import { methodFacts } from '../../src/catalog/method-facts.ts'
import type { ClientGroup } from '../../src/estate/estate.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { previewInstall } from '../../src/preview/install-preview.ts'
import { hostsWord, serverSets } from '../../src/preview/server-sets.ts'
import { catalog } from '../support/catalog.ts'
import { estateOf } from '../support/compile.ts'
import { inTurn } from '../support/in-turn.ts'
import { ALL_BUT_COLOURS, browserFor, COLOURS, closeBrowser, openPage, violations } from './browser.ts'
import { estateWithAll } from './estate-with-all.ts'
import { hostileEstate } from './hostile-estate.ts'
import { pageOf } from './page-of.ts'
import { openDetails, rowsUnder, tooWide, visibleTables } from './page-scripts.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test.serial, 3)

const folder = mkdtempSync(join(tmpdir(), 'portwright-page-'))
test.after.always(async () => {
  await closeBrowser()
  rmSync(folder, { recursive: true, force: true })
})

const HIERARCHY = readFileSync(resolve(import.meta.dirname, '../../policies/examples/hierarchy/estate.yaml'), 'utf8')

const EVERYTHING = estateWithAll('cmcb', 'both', '[push]')

const pages = new Map<string, string>()

/** The file of an estate's page, made once. */
const pageFile = async (text: string): Promise<string> => {
  const made = pages.get(text)
  if (made !== undefined) return made
  const file = join(folder, `${pages.size}.html`)
  writeFileSync(file, pageOf(await estateOf(text)))
  pages.set(text, file)
  return file
}

const choose = (page: Page, method: InstallMethod): Promise<void> =>
  page.getByRole('radio', { name: methodFacts(catalog, method).name }).check()

const rowsOf = (rules: readonly Rule[]): readonly string[] =>
  rules
    .map(({ protocol, localPorts, remotePorts, remoteAddresses }) =>
      [String(protocol).toUpperCase(), [...localPorts, ...remotePorts].join(', '), remoteAddresses.join(', ')].join(
        ' | ',
      ),
    )
    .sort()

for (const [name, text] of [
  ['hierarchy', HIERARCHY],
  ['alternate-ports', EVERYTHING],
  ['hostile-names', hostileEstate()],
] as const) {
  scenario(`${name}: every method of every group shows on the page what preview --json prints`, async (t) => {
    const browser = await browserFor(t)
    if (browser === null) return
    const estate = await estateOf(text)
    const { page, complaints, close } = await openPage(browser, await pageFile(text))
    for (const group of estate.clients.values()) {
      await page.getByLabel('Client group').selectOption({ label: group.name })
      for (const method of INSTALL_METHODS) {
        await choose(page, method)
        const { client, servers } = previewInstall(estate, catalog, group as ClientGroup, method, { running: false })
        const what = `${group.name}, ${method}`
        const shown = await visibleTables(page)
        t.deepEqual(rowsUnder(shown, /client inbound/i), rowsOf(client.inbound), what)
        t.deepEqual(rowsUnder(shown, /client outbound/i), rowsOf(client.outbound), what)
        for (const set of serverSets(servers)) {
          const hosts = hostsWord(set.hosts, 6).replaceAll('.', '\\.')
          t.deepEqual(rowsUnder(shown, new RegExp(`^${hosts}: inbound$`, 'i')), rowsOf(set.inbound), what)
          t.deepEqual(rowsUnder(shown, new RegExp(`^${hosts}: outbound$`, 'i')), rowsOf(set.outbound), what)
        }
      }
    }
    t.deepEqual(complaints, [])
    close()
  })
}

test.serial(
  'axe-core finds nothing on the page, nor with all methods and everything open in light, in dark and on paper',
  async (t) => {
    const browser = await browserFor(t)
    if (browser === null) return
    const { page, complaints, close } = await openPage(browser, await pageFile(EVERYTHING))
    t.deepEqual(await violations(page), [])
    await page.locator('#every').check()
    t.is(await page.locator('.panel:visible').count(), INSTALL_METHODS.length)
    await openDetails(page)
    t.deepEqual(await violations(page), [])
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' })
    t.deepEqual(await violations(page, COLOURS), [], 'dark')
    // On paper there are no controls: the choice was made before.
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    t.deepEqual(await violations(page), [], 'on paper')
    t.deepEqual(complaints, [])
    close()
  },
)

test.serial(
  'axe-core finds nothing on a narrow screen and in a comparison, and nothing is wider than the screen',
  async (t) => {
    const browser = await browserFor(t)
    if (browser === null) return
    const { page, complaints, close } = await openPage(browser, await pageFile(HIERARCHY), {
      viewport: { width: 360, height: 800 },
    })
    await page.getByLabel('Keep this one').check()
    await choose(page, 'software-distribution')
    t.deepEqual(await violations(page, ALL_BUT_COLOURS), [])
    await openDetails(page)
    t.true((await tooWide(page)) <= 0)
    t.deepEqual(complaints, [])
    close()
  },
)

test.serial('two methods stand side by side, and what only one of them opens is marked in words', async (t) => {
  const browser = await browserFor(t)
  if (browser === null) return
  const file = await pageFile(EVERYTHING)
  const { page, complaints, close } = await openPage(browser, file)
  await choose(page, 'push')
  await page.getByLabel('Keep this one').check()
  await choose(page, 'manual')
  t.is(await page.locator('.panel:visible').count(), 2)
  t.regex((await page.locator('#status').textContent()) ?? '', /desks: Client push beside desks: Manual/)
  const first = page.locator('.panel[data-method=push]:visible')
  t.true((await first.locator('tr.only').count()) >= 8)
  t.is(await first.locator('.mark').count(), await first.locator('tr.only').count())
  await page.getByLabel('Keep this one').uncheck()
  t.is(await page.locator('.panel:visible').count(), 1)
  t.is(await page.locator('.mark').count(), 0)
  t.deepEqual(complaints, [])
  close()
})

test.serial('a change of method is announced: how many rules appear and vanish', async (t) => {
  const browser = await browserFor(t)
  if (browser === null) return
  const { page, close } = await openPage(browser, await pageFile(EVERYTHING))
  await choose(page, 'manual')
  const text = (await page.locator('#status').textContent()) ?? ''
  t.regex(text, /desks: Manual: 0 rules inbound and 4 outbound on the clients/)
  t.regex(text, /\d+ rules? appears?, \d+ vanish/)
  t.is(await page.locator('#status').getAttribute('role'), 'status')
  close()
})

test.serial('search, the picture and the keyboard work', async (t) => {
  const browser = await browserFor(t)
  if (browser === null) return
  const { page, complaints, close } = await openPage(browser, await pageFile(HIERARCHY))
  await page.keyboard.press('Tab')
  t.is(await page.locator(':focus').textContent(), 'Skip to the content')
  await page.getByLabel(/Search/).fill('14330')
  await page.locator('#found', { hasText: 'found.' }).waitFor()
  t.true((await page.locator('.item:visible').count()) < 12)
  t.true(await page.locator('#port-tcp-14330').isVisible())
  for (const word of ['tcp/14330', '14330/tcp', '10.10.7.9', 'ps1sql']) {
    await page.getByLabel(/Search/).fill(word)
    await page.locator('#found', { hasText: 'found.' }).waitFor()
    const shown = await page.locator('.item:visible').count()
    t.true(shown > 0 && shown < (await page.locator('.item').count()), `${word}: ${shown}`)
  }
  await page.getByLabel(/Search/).fill('nothing like this')
  await page.locator('#found', { hasText: 'Nothing found.' }).waitFor()
  t.is(await page.locator('.item:visible').count(), 0)
  await page.getByLabel('Show the arrows of').selectOption({ label: 'PS1' })
  t.true((await page.locator('.edges path.on').count()) > 0)
  await page.getByRole('radio', { name: 'Client push' }).focus()
  await page.keyboard.press('ArrowRight')
  t.regex((await page.locator('.panel:visible h3').textContent()) ?? '', /Group Policy/)
  t.deepEqual(complaints, [])
  close()
})

test.serial('without a script all of the content is there', async (t) => {
  const browser = await browserFor(t)
  if (browser === null) return
  const file = await pageFile(EVERYTHING)
  const { page, close } = await openPage(browser, file, { javaScriptEnabled: false })
  t.is(await page.locator('.panel:visible').count(), 12)
  t.is(await page.locator('.controls:visible').count(), 0)
  close()
})

test.serial('printed, no table is wider than the paper', async (t) => {
  const browser = await browserFor(t)
  if (browser === null) return
  // 210 mm less two margins of 12 mm, in pixels of CSS.
  const { page, close } = await openPage(browser, await pageFile(HIERARCHY), {
    viewport: { width: 702, height: 1000 },
  })
  await openDetails(page)
  await page.emulateMedia({ media: 'print' })
  t.true((await tooWide(page)) <= 0)
  t.is((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString(), '%PDF-')
  close()
})
