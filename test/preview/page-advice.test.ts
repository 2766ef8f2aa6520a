// SPDX-License-Identifier: MIT
import test from 'ava'
import { estateOf } from '../support/compile.ts'
import { pageOf } from './page-of.ts'

const estate = (product: string, more: string): string => `
name: test
product: ${product}
${more}
sites: { S: { type: primary } }
hosts:
  cm.x.test: { addresses: [10.0.0.2], site: S, os: windows-server-2012-r2, roles: [site-server] }
  mp.x.test: { addresses: [10.0.0.3], site: S, os: windows-server-2012-r2, roles: [management-point] }
clients: { desks: { site: S, networks: [192.0.2.0/24], install: [push] } }
`
const page = async (product: string, more = ''): Promise<string> => pageOf(await estateOf(estate(product, more)))

for (const [product, line] of [
  ['cm2007', '001 line 586'],
  ['cm2012', '003 line 865'],
  ['cmcb', '002 line 679'],
] as const)
  test(`${product}: the page passes on the advice to use IPsec, with its line`, async (t) => {
    const html = await page(product)
    t.is(html.split('Microsoft advises IPsec').length, 2)
    t.regex(html, new RegExp(`Microsoft advises IPsec.{0,300}${line}`, 's'))
  })

test('the verbs and headers of HTTP stand on the page where clients on the internet are managed', async (t) => {
  t.notRegex(await page('cmcb'), /CCM_POST/)
  const html = await page('cmcb', 'features: [internet-based-site-systems]')
  t.regex(html, /HEAD, CCM_POST, BITS_POST.{0,300}002 line 23/s)
  t.notRegex(html, /001 line 4/)
})
