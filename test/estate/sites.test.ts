// SPDX-License-Identifier: MIT
import test from 'ava'
import { read, wrong } from './support/read.ts'

const head = (product: string): string => `name: a\nproduct: ${product}\n`

test('parents exist and stand where they may', async (t) => {
  await wrong(
    t,
    `${head('cmcb')}sites:\n  CAS: { type: central, «parent»: PS3 }\n  PS1: { type: primary, parent: CAS }\n  PS2: { type: primary, parent: «PS1» }\n  PS3: { type: primary, parent: «PS9» }\n  SS1: { type: secondary, parent: PS1 }\n  «SS2»: { type: secondary }\n  SS3: { type: secondary, parent: «CAS» }\n`,
    [
      'parent-not-allowed',
      ['wrong-parent', 'The parent of a primary site is a central site.'],
      ['unknown-site', 'Did you mean “PS1”?'],
      'parent-needed',
      ['wrong-parent', 'The parent of a secondary site is a primary site.'],
    ],
  )
})

test('in 2007 primary sites stand under primary sites', async (t) => {
  await wrong(
    t,
    `${head('cm2007')}sites:\n  A: { type: primary }\n  B: { type: primary, parent: A }\n  C: { type: secondary, parent: B }\n`,
    [],
  )
})

test('parents in a circle are reported once, with the whole circle', async (t) => {
  await wrong(
    t,
    `${head('cm2007')}sites:\n  A: { type: primary, parent: «B» }\n  B: { type: primary, parent: A }\n  C: { type: primary, parent: A }\n`,
    [['site-cycle', null, /“A” → “B” → “A”/]],
  )
  await wrong(t, `${head('cmcb')}sites: { A: { type: primary, parent: «A» } }\n`, ['site-cycle'])
})

test('mixed and native mode belong to 2007', async (t) => {
  await wrong(
    t,
    `${head('cmcb')}sites: { A: { type: primary, communication: «native» }, B: { type: primary, communication: «mixed» } }\n`,
    [
      ['communication-not-in-product', 'Write https.'],
      ['communication-not-in-product', 'Write http.'],
    ],
  )
  const { estate } = await read(
    `${head('cm2007')}sites: { A: { type: primary, communication: native }, B: { type: primary, communication: mixed } }\n`,
  )
  t.deepEqual(
    [...(estate?.sites.values() ?? [])].map(({ communication }) => communication),
    ['https', 'http'],
  )
})

test('the ports of WSUS are a pair', async (t) => {
  await wrong(
    t,
    `${head('cmcb')}sites:\n  A: { type: primary, ports: { wsusHttp: «80» } }\n  B: { type: primary, ports: { wsusHttp: 80, wsusHttps: 443 } }\n  C: { type: primary, ports: { wsusHttp: 8600, wsusHttps: «8602» } }\n  D: { type: primary, ports: { wsusHttps: «443» } }\n  E: { type: primary, ports: { wsusHttp: 8600, wsusHttps: 8601 } }\n`,
    [
      ['wsus-pair', 'With HTTP on 80, HTTPS is 443: set wsusHttps to 443.'],
      ['wsus-pair', 'With HTTP on 8600, HTTPS is 8601: set wsusHttps to 8601.'],
      ['wsus-pair', 'With HTTP on 8530, HTTPS is 8531: set wsusHttps to 8531, or wsusHttp to 80.'],
    ],
  )
})

test('a hint names no port that does not exist', async (t) => {
  const last = 'No port follows 65535: set wsusHttp and wsusHttps to 8530 and 8531, or to another two in a row.'
  await wrong(
    t,
    `${head('cmcb')}sites:\n  A: { type: primary, ports: { wsusHttp: «65535» } }\n  B: { type: primary, ports: { wsusHttp: 65535, wsusHttps: «443» } }\n  C: { type: primary, ports: { wsusHttps: «1» } }\n  D: { type: primary, ports: { clientHttp: «"80, 99999"» } }\n  E: { type: primary, ports: { clientHttp: «70000-50000» } }\n  F: { type: primary, ports: { clientHttp: «"00"» } }\n  G: { type: primary, ports: { clientHttp: «" 0"» } }\n`,
    [
      ['wsus-pair', last],
      ['wsus-pair', last],
      ['wsus-pair', 'With HTTP on 8530, HTTPS is 8531: set wsusHttps to 8531.'],
      ['invalid-port', null],
      ['invalid-port', null],
      ['invalid-port', null],
      ['invalid-port', null],
    ],
  )
})

test('an upstream WSUS server has a pair of its own', async (t) => {
  await wrong(
    t,
    `${head('cmcb')}hosts: { up: { addresses: [10.0.0.1], roles: [{ role: wsus-upstream, wsusPorts: { http: 80, https: «8531» } }] } }\n`,
    [['wsus-pair', 'With HTTP on 80, HTTPS is 443: set https to 443.']],
  )
})

const PORTS: readonly (readonly [what: string, text: string, hint: string | null])[] = [
  ['zero', '0', null],
  ['65536', '65536', null],
  ['a negative number', '-1', null],
  ['a fraction', '80.5', null],
  ['a blank after it', '"443 "', 'Write 443.'],
  ['a leading zero', '"0443"', 'Write 443.'],
  ['a word', 'https', null],
  ['a range', '80-81', null],
]

for (const [what, text, hint] of PORTS)
  test(`a port of a site that is ${what} is refused`, async (t) => {
    await wrong(t, `${head('cmcb')}sites: { A: { type: primary, ports: { clientHttp: «${text}» } } }\n`, [
      ['invalid-port', hint],
    ])
  })

test('a parameter of another product is refused', async (t) => {
  await wrong(t, `${head('cm2007')}sites: { A: { type: primary, ports: { «wakeUpProxy»: 25536 } } }\n`, [
    'parameter-not-in-product',
  ])
})

test('a version belongs to the current branch and is a year with a month', async (t) => {
  await wrong(t, 'name: a\nproduct: cm2012\n«version»: 2509\n', ['version-not-in-product'])
  for (const version of ['1510', '2513', '2500', '«25»'.slice(1, -1), '"25.09"', '0911'])
    await wrong(t, `name: a\nproduct: cmcb\nversion: «${version}»\n`, ['invalid-version'])
  for (const version of ['1511', '"1602"', '1710', '2509'])
    await wrong(t, `name: a\nproduct: cmcb\nversion: ${version}\n`, [])
})

test('a version after the newest of the catalogue gets a warning', async (t) => {
  const found = await wrong(t, 'name: a\nproduct: cmcb\nversion: «9912»\n', ['version-too-new'])
  t.is(found[0]?.severity, 'warning')
})

test('features belong to a product', async (t) => {
  await wrong(t, 'name: a\nproduct: cmcb\nfeatures: [«nap-dhcp»]\n', ['feature-not-in-product'])
  const { estate } = await read('name: a\nproduct: cm2007\nfeatures: all\n')
  t.true(estate?.allFeatures)
  t.true(estate?.features.has('nap-dhcp'))
  t.false(estate?.features.has('branchcache'))
})
