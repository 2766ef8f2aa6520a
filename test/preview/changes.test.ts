// SPDX-License-Identifier: MIT
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { inTurn } from '../support/in-turn.ts'
import { ALL_BUT_COLOURS, browserFor, COLOURS, closeBrowser, openPage, violations } from './browser.ts'
import { hostileEstate } from './hostile-estate.ts'
import { openDetails, tooWide } from './page-scripts.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test.serial, 2)

const folder = mkdtempSync(join(tmpdir(), 'portwright-changes-'))
test.after.always(async () => {
  await closeBrowser()
  rmSync(folder, { recursive: true, force: true })
})

const OLD = `name: contoso
product: cmcb
sites: { PS1: { type: primary } }
networks: { office: [10.20.0.0/16] }
hosts:
  cm01.contoso.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server] }
  ps1sql.contoso.test: { addresses: [10.0.0.11], site: PS1, roles: [sql-server] }
  dp01.contoso.test: { addresses: [10.0.0.20], site: PS1, roles: [distribution-point] }
clients: { workstations: { site: PS1, networks: [office] } }
flows:
  - { name: reporting, from: workstations, to: ps1sql.contoso.test, protocol: tcp, ports: [1433], reason: Reports, owner: bi }
`
const NEW = OLD.replace('[1433], reason: Reports', '[14330], reason: "Reports <b>new</b>"').replace(
  '  dp01.',
  '  dp02.contoso.test: { addresses: [10.0.0.21], site: PS1, roles: [distribution-point] }\n  dp01.',
)

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const pageOfPlan = async (now: string, old: string): Promise<string> => {
  const { out, err, exit } = await portwright(['plan', now, '--against', old, '--format', 'html'])
  if (exit !== 3) throw new Error(err)
  return out
}

/** The words of a piece of HTML, a line for each row. */
const words = (html: string): readonly string[] =>
  html
    .split('</tr>')
    .map((row) =>
      row
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((row) => row !== '')

test('the page lists first what opened and what closed', async (t) => {
  const page = await pageOfPlan(file('new.yaml', NEW), file('old.yaml', OLD))
  t.true(page.indexOf('<section id="changes"') > 0)
  t.true(page.indexOf('<section id="changes"') < page.indexOf('<section id="exposure"'))
  const section = /<section id="changes"[\s\S]*?<\/section>/.exec(page)?.[0] ?? ''
  const [, table = '', moves = '', others = ''] = section.split('<caption>')
  t.deepEqual(words(table), [
    'Packets that pass now and did not, or passed and do no longer Change Who calls Whom Ports Policy and reason',
    'opens workstations Client ps1sql.contoso.test SQL Server tcp 14330 PS1-sql-server Reports &lt;b&gt;new&lt;/b&gt; Owner: bi. Ends: never.',
    'closes workstations Client ps1sql.contoso.test SQL Server tcp 1433 PS1-sql-server Reports Owner: bi. Ends: never.',
  ])
  t.true(
    words(moves).includes(
      'opens cm01.contoso.test Site Server dp02.contoso.test Distribution Point at 10.0.0.21 tcp 445 PS1-distribution-point Only for System. The site server copies content to the distribution point.',
    ),
    words(moves).join('\n'),
  )
  t.true(words(others).includes('PS1-distribution-point hosts added, for which its rules now hold: dp02.contoso.test'))
  t.regex(section, /2 changes|1 change opens what was closed; 1 change closes what was open\./)
  t.regex(
    page,
    /<tr id="rule-[0-9a-f]+"[^>]*><td>TCP<\/td><td>14330<\/td>[\s\S]*?<span class="chip changed">opens<\/span>/,
  )
  t.regex(page, /dp02\.contoso\.test <span class="chip changed">new here<\/span>/)
  t.regex(page, /<a href="#changes"><b>1<\/b> change that opens<\/a>/)
})

test('an output has a page of its changes alone', async (t) => {
  const [now, old] = [file('n.yaml', NEW), file('o.yaml', OLD)]
  const out = join(temporaryFolder(t), 'out')
  await portwright(['compile', now, '--out', out, '--quiet'])
  const page = await pageOfPlan(out, old)
  t.true(page.includes('<section id="changes"'))
  t.false(page.includes('<section id="hosts"'))
  t.deepEqual(
    [...page.matchAll(/ href="#([^"]+)"/g)]
      .map(([, anchor]) => anchor as string)
      .filter((anchor) => !page.includes(`id="${anchor}"`) && !anchor.startsWith('policy-')),
    [],
  )
})

test('compile --since marks the page, of the folder that is written too, and names no path', async (t) => {
  const [now, old] = [file('now.yaml', NEW), file('then.yaml', OLD)]
  const place = temporaryFolder(t)
  const out = join(place, 'out')
  const compile = async (...more: readonly string[]): Promise<string> => {
    const { exit, err } = await portwright(['compile', now, '--out', out, '--quiet', ...more])
    t.is(exit, 0, err)
    return readFileSync(join(out, 'preview/index.html'), 'utf8')
  }
  await portwright(['compile', old, '--out', out, '--quiet'])
  const other = join(place, 'other')
  await portwright(['compile', old, '--out', other, '--quiet'])
  const marked = await compile('--since', out)
  t.true(marked.includes('<section id="changes"'))
  t.is(await compile('--since', other), marked)
  t.is((await portwright(['verify', out])).exit, 0)
  const since = await compile('--since', old)
  t.is(await compile('--since', old, '--target', 'all', '--allow-loss'), since)
  t.is(since.replace('the estate contoso', 'the output contoso'), marked)
  t.false(marked.includes(place) || since.includes(folder))
  t.false((await compile()).includes('id="changes"'))
  const none = await compile('--since', now)
  t.regex(none, /Nothing opens and nothing closes/)
  for (const [words, code, message] of [
    [['--since', join(place, 'none')], 1, /file-unreadable/],
    [['--since', old, '--target', 'csv'], 2, /leave them out/],
    [['--since', join(out, 'csv', 'rules.csv')], 2, /neither an output nor an estate, but csv/],
  ] as const) {
    const before = readFileSync(join(out, 'portwright.json'), 'utf8')
    const { exit, err } = await portwright(['compile', now, '--out', out, ...words])
    t.is(exit, code, err)
    t.regex(err, message)
    t.is(readFileSync(join(out, 'portwright.json'), 'utf8'), before)
  }
})

for (const [name, now, old, screens] of [
  ['plain', NEW, OLD, [[1280, 'light', {}]]],
  [
    'hostile',
    hostileEstate(),
    hostileEstate().replace('ports: 9999', 'ports: 9997'),
    [
      [1280, 'light', {}],
      [1280, 'dark', COLOURS],
      [390, 'light', ALL_BUT_COLOURS],
    ],
  ],
] as const) {
  const titles = name === 'plain' ? 'in light and on paper' : 'in light, dark, on a phone and on paper'
  scenario(`the changes of the ${name} estate are readable ${titles}`, async (t) => {
    const browser = await browserFor(t)
    if (browser === null) return
    const path = file(`${name}.html`, await pageOfPlan(file(`${name}-now.yaml`, now), file(`${name}-old.yaml`, old)))
    const { page, complaints, close } = await openPage(browser, path)
    await openDetails(page)
    for (const [width, colorScheme, look] of screens) {
      await page.emulateMedia({ media: 'screen', colorScheme })
      await page.setViewportSize({ width, height: 900 })
      t.deepEqual(await violations(page, look), [])
      t.true((await tooWide(page)) <= 0, `${width} ${colorScheme}`)
    }
    await page.emulateMedia({ media: 'print' })
    // 210 mm less two margins of 12 mm, in pixels of CSS.
    await page.setViewportSize({ width: 702, height: 900 })
    t.true((await tooWide(page)) <= 0, 'print')
    t.deepEqual(complaints, [])
    close()
  })
}
