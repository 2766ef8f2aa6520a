// SPDX-License-Identifier: MIT

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { create } from 'xmlbuilder2'
import { keepAmpersands } from '../../../src/formats/xml/keep-ampersands.ts'
import { readXml } from '../../../src/formats/xml/read-xml.ts'
import { portwright, temporaryFolder } from '../../support/command-line.ts'

const TEXTS = ['R&D; sales', '&lt;b&gt;', '&amp;', '&#60;', '&', '&&', '&unknown;', 'a & b', '&amp;amp;']

test('whatever looks like a reference is the text that it is, in elements and in attributes', (t) => {
  for (const text of TEXTS) {
    const document = create({ version: '1.0' })
    document.ele('a', { b: text }).txt(text).ele('c').txt(text)
    const read = readXml(new TextEncoder().encode(keepAmpersands(document).end()))
    if ('reason' in read) {
      t.fail(`${text}: ${read.reason}`)
      continue
    }
    t.is(read.root.text, text)
    t.is(read.root.attributes.get('b'), text)
    t.is(read.root.children[0]?.text, text)
  }
})

test('an estate may say & in every name', async (t) => {
  const folder = temporaryFolder(t)
  const estate = join(folder, 'estate.json')
  const name = (kind: string): string => `R&D; ${kind} &lt;x&gt;`
  writeFileSync(
    estate,
    JSON.stringify({
      name: name('estate'),
      product: 'cmcb',
      sites: { [name('site')]: { type: 'primary' } },
      hosts: { 'h.contoso.test': { addresses: ['10.0.0.1'], site: name('site'), policy: name('policy') } },
      gpo: { prefix: name('prefix') },
      flows: [
        { name: name('flow'), from: 'any', to: 'h.contoso.test', protocol: 'tcp', ports: 7000, reason: name('reason') },
      ],
    }),
  )
  const { exit, err } = await portwright([
    'compile',
    estate,
    '--out',
    join(folder, 'out'),
    '--target',
    'gpo,baseline,intune',
  ])
  t.is(exit, 0, err)
})
