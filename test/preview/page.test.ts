// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import test from 'ava'
import { sitesEstate } from '../../scripts/bench-estates.ts'
import { INSTALL_METHODS } from '../../src/catalog/catalog-flow.ts'
import { methodFacts } from '../../src/catalog/method-facts.ts'
import { isEncodeError } from '../../src/formats/template/encode-error.ts'
import { htmlLanguage } from '../../src/preview/page/html-language.ts'
import { listOnce, nameList } from '../../src/preview/page/name-list.ts'
import { catalog } from '../support/catalog.ts'
import { estateOf } from '../support/compile.ts'
import { estateWithAll } from './estate-with-all.ts'
import { HOSTILE, hostileEstate } from './hostile-estate.ts'
import { pageOf } from './page-of.ts'

test('the page names each method of each group, and each panel has its tables', async (t) => {
  const page = pageOf(await estateOf(estateWithAll('cmcb', 'both', '[push]')))
  for (const group of ['desks', 'others']) {
    for (const method of INSTALL_METHODS) {
      t.regex(page, new RegExp(`data-group="${group}" data-method="${method}"`))
      const { name } = methodFacts(catalog, method)
      for (const way of ['inbound', 'outbound'])
        t.true(page.includes(`<caption>Client ${way}: ${group}, ${name}</caption>`))
    }
  }
})

test('the page asks for nothing, and its policy lets only its own style and script run', async (t) => {
  const page = pageOf(await estateOf(estateWithAll('cmcb', 'both', '[push]')))
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
  const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? ''
  const hash = (text: string): string => `&#39;sha256-${createHash('sha256').update(text).digest('base64')}&#39;`
  t.true(page.includes(`style-src ${hash(style)}`))
  t.true(page.includes(`script-src ${hash(script)}`))
  t.true(page.includes('default-src &#39;none&#39;'))
  t.is(page.match(/<script/g)?.length, 1)
  t.is(page.match(/<style/g)?.length, 1)
  t.notRegex(page, /\s(?:src|srcset|action|style|on\w+)=/)
  for (const [, link] of page.matchAll(/href="([^"]*)"/g)) t.regex(link as string, /^(#|data:,$|https:\/\/)/)
})

test('a section that a warning names is one of the page', async (t) => {
  const headings = new Set<string>()
  const named = new Set<string>()
  const example = readFileSync('policies/examples/hierarchy/estate.yaml', 'utf8')
  for (const text of [estateWithAll('cmcb', 'both', '[push]'), example]) {
    const page = pageOf(await estateOf(text))
    for (const [, heading] of page.matchAll(/<h2[^>]*>([^<]*)</g)) headings.add(heading as string)
    for (const [, name] of page.matchAll(/See “([^”]*)”/g)) named.add(name as string)
  }
  t.true(named.size >= 2, [...named].join())
  t.deepEqual(
    [...named].filter((name) => !headings.has(name)),
    [],
  )
})

test('a name that the picture cuts is never cut within a character, wherever its pairs stand', async (t) => {
  for (const shift of ['', 'x']) {
    const name = (what: string): string => JSON.stringify(`${shift}${'\u{20bb7}'.repeat(40)}${what}`)
    const page = pageOf(
      await estateOf(`name: ${name('estate')}
product: cmcb
sites: { ${name('one')}: { type: primary }, ${name('two')}: { type: primary } }
networks: { ${name('net')}: [10.9.0.0/16] }
hosts:
  cm01.contoso.test: { addresses: [10.0.0.1], site: ${name('one')}, roles: [site-server, management-point] }
  cm02.contoso.test: { addresses: [10.0.0.2], site: ${name('two')}, roles: [site-server, management-point] }
clients:
  ${name('group')}: { site: ${name('one')}, networks: [10.10.0.0/16], install: [manual] }
  ${name('other')}: { site: ${name('two')}, networks: [10.11.0.0/16], install: [manual] }
flows:
  - { name: ${name('flow')}, from: ${name('net')}, to: cm01.contoso.test, protocol: tcp, ports: 9999, reason: ${name('why')}, owner: ${name('who')} }
`),
    )
    t.regex(page, /\u{20bb7}…/u)
    t.notRegex(page, /\p{Cs}/u)
  }
})

test('names that are markup, quotes or right-to-left stay text', async (t) => {
  const page = pageOf(await estateOf(hostileEstate()))
  t.is(page.match(/<script/g)?.length, 1)
  t.is(page.match(/<\/script/g)?.length, 1)
  t.notRegex(page, /<img|<svg [^c]|onerror="|alert\(1\)<\/script>/)
  t.true(page.includes('&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;'))
  for (const name of HOSTILE) t.true(page.includes(htmlLanguage.helpers.text?.(name) as string), name)
})

test('the encoders leave nothing that HTML reads as markup, and refuse what it cannot say', (t) => {
  const { text, attr } = htmlLanguage.helpers as Record<'text' | 'attr', (value: unknown) => string>
  t.is(text('<a & "b">'), '&lt;a &amp; "b"&gt;')
  t.is(attr(`<"'\`&>`), '&lt;&quot;&#39;&#96;&amp;&gt;')
  t.is(text(3), '3')
  for (const value of ['a\0b', '\ud800', undefined, null, {}]) t.true(isEncodeError(t.throws(() => text(value))))
})

test('the same estate gives the same bytes', async (t) => {
  const text = estateWithAll('cm2007', 'native', '[push]')
  t.is(pageOf(await estateOf(text)), pageOf(await estateOf(text)))
})

test('estates without clients, without hosts, and with one host have a page', async (t) => {
  const host = 'hosts: { a.test: { addresses: [10.0.0.1], roles: [] } }\n'
  for (const text of ['name: x\nproduct: cmcb\n', `name: x\nproduct: cm2012\n${host}`]) {
    const page = pageOf(await estateOf(text))
    t.regex(page, /<\/html>\s*$/)
    t.notRegex(page, /id="install"/)
  }
})

for (const [scope, sites, hosts] of [
  ['role-set', 10, 100],
  ['host', 250, 4],
] as const) {
  test(`1,000 hosts in ${sites} sites, one policy a ${scope}, make a page under 5 MB`, async (t) => {
    const page = pageOf(await estateOf(`${sitesEstate(sites, hosts)}firewall: { scope: ${scope}, direction: both }\n`))
    t.true(Buffer.byteLength(page) < 5 * 1024 * 1024, `${Buffer.byteLength(page)}`)
    t.true(page.includes(`h${hosts - 1}.s7.bench.test`))
  })
}

test('whatever “and 5 more” stands for unfolds, or follows where the link leads', async (t) => {
  const estate = `${sitesEstate(12, 9)}firewall: { scope: role-set, rpc: { ports: 50000-50199 } }\n`
  const page = pageOf(await estateOf(estate)).replace(/<(script|style)\b.*?<\/\1>/gs, '')
  const zones = [...page.matchAll(/<td><bdi>.*?<\/bdi><\/td>/g)].length
  t.true(zones > 0)
  const left = page
    .replaceAll(/<details class="more".*?<\/details>/gs, '')
    .replaceAll(/<a href="#(list-\d+)">and .*?<\/a>/g, (_, id: string) => (page.includes(`id="${id}"`) ? '' : id))
  // A zone of several sites says which they are in a table of its own.
  const together = new Set(
    [...page.matchAll(/<th scope="row"><bdi>([^<]* and \d+ more[^<]*)<\/bdi>/g)].map(([, name]) => name),
  )
  for (const [whole, name] of left.matchAll(/[>"]([^<>"]*\band \d+ more\b[^<>"]*)/g))
    t.true(
      [...together].some((zone) => name?.includes(zone as string)),
      whole,
    )
  for (const id of new Set([...page.matchAll(/href="#(list-\d+)"/g)].map(([, id]) => id as string)))
    t.true(page.includes(`<h3>${id}</h3>`), id)
})

test('many networks of own flows share a zone by whom they speak with, and a table says which they are', async (t) => {
  const flow = (index: number, from: string, to: string): string =>
    `  - { name: f${index}, from: ${from}, to: ${to}, protocol: tcp, ports: ${1000 + index}, reason: Measured. }\n`
  const hosts =
    '  a.x.test: { addresses: [10.0.0.1], site: A, roles: [] }\n  b.x.test: { addresses: [10.0.0.2], site: B, roles: [] }\n'
  const flows = Array.from({ length: 40 }, (_, index) =>
    flow(index, `192.168.${index}.0/24`, index < 30 ? 'a.x.test' : 'b.x.test'),
  ).join('')
  const page = pageOf(
    await estateOf(
      `name: n\nproduct: cmcb\nsites: { A: { type: primary }, B: { type: primary } }\nhosts:\n${hosts}flows:\n${flows}`,
    ),
  )
  t.regex(page, /<bdi>192\.168\.0\.0\/24 and 29 more<\/bdi>/)
  t.regex(page, /<bdi>192\.168\.30\.0\/24 and 9 more<\/bdi>/)
  for (let index = 0; index < 40; index++) t.true(page.includes(`192.168.${index}.0/24`), `${index}`)
})

test('a name with hyphens stands in one piece, and long lists stand once more for paper', (t) => {
  const names = Array.from({ length: 60 }, (_, index) => `a-host-${index}.test`)
  const { once, lists } = listOnce()
  const [first, again] = [once(nameList(names)), once(nameList(names))]
  t.is(first.more, 'and 58 more')
  t.true([...first.shown, ...first.rest].every(({ keep }) => keep))
  t.deepEqual([first.anchor, again.anchor, again.again, again.rest], ['list-1', 'list-1', true, []])
  t.deepEqual(
    lists().map(({ label, names: said }) => [label, said.split('\n')]),
    [['list-1', names.slice(2)]],
  )
  t.deepEqual(
    nameList(['10.0.0.1-10.0.0.9', 'cm01.test']).shown.map(({ keep }) => keep),
    [false, false],
  )
})

test('rules that are left out stand with the policy, with those that let their packets through', async (t) => {
  const wide =
    'flows: [{ name: scanner, from: any, to: dp01.fabrikam.test, protocol: tcp, ports: [80, 443], reason: scans, owner: ops }]\n'
  const small = readFileSync(new URL('../../policies/examples/small/estate.yaml', import.meta.url), 'utf8')
  const page = pageOf(await estateOf(small.replace(/^clients:/m, `${wide}clients:`)))
  const [, rows = ''] = /<caption>Not written, since other rules[^<]*<\/caption>(.*?)<\/table>/s.exec(page) ?? []
  t.regex(rows, /ConfigMgr: HTTPS? \(TCP [0-9]+\)/)
  t.regex(rows, /ConfigMgr: scanner/)
  t.notRegex(pageOf(await estateOf(small)), /<caption>Not written/)
})

test('allowances beyond the exact need stand on the page, one row a policy, port and reason', async (t) => {
  const text = `name: x
product: cmcb
sites: { S: { type: primary } }
hosts:
  a.test: { addresses: [10.0.0.1], site: S, roles: [management-point] }
  b.test: { addresses: [10.0.0.2], site: S, roles: [management-point] }
  c.test: { addresses: [10.0.0.3], site: S, roles: [site-server] }
firewall: { remote: any }
`
  const page = pageOf(await estateOf(text))
  t.regex(page, /Allowed beyond the exact need/)
  t.regex(page, /Inbound rules take any remote address/)
})

test('the numbers of the contents are those that the page begins with, or name what else they count', async (t) => {
  const file = new URL('../../policies/examples/hierarchy/estate.yaml', import.meta.url)
  const page = pageOf(await estateOf(readFileSync(file, 'utf8')))
  const said = page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  const tile = /(\d+) allowances beyond the need/.exec(said)?.[1]
  t.true(Number(tile) > 1)
  t.regex(said, new RegExp(`Beyond the need ${tile} `))
  t.regex(said, /Warnings and notes \d+ /)
})
