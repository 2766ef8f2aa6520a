// SPDX-License-Identifier: MIT
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { answerTexts, prop, roleRow, SAMPLE_SITE, siteRow } from '../support/live-site/sample-site.ts'

const SQL = [prop('SQLServicePort', 1433), prop('SSBPort', 4022)]
const SMALL = {
  SMS_SCI_SiteDefinition: [siteRow('PS1', 2, '', 'localhost', 'localhost', SQL)],
  SMS_SCI_SysResUse: [roleRow('SMS Site Server', 'localhost', 'PS1', [], { Type: 2 })],
}

test('answers in several files, in UTF-16 and with marks, become one estate, and check says which hosts have no address', async (t) => {
  const folder = temporaryFolder(t)
  const files = answerTexts(SAMPLE_SITE).map((text, index) => {
    const path = join(folder, `facts-${index}.json`)
    const bytes = [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
    ]
    writeFileSync(path, bytes[index % 4] as Buffer)
    return path
  })
  const out = join(folder, 'estate.yaml')
  const { exit, err } = await portwright(['import', ...files, '--out', out])
  t.is(exit, 0, err)
  t.is(readFileSync(out, 'utf8'), readFileSync(join(import.meta.dirname, '../support/live-site/estate.yaml'), 'utf8'))
  const check = await portwright(['check', out, '--format', 'json'])
  t.is(check.exit, 1)
  const errors = (JSON.parse(check.out) as readonly { code: string; severity: string; hint: string }[]).filter(
    ({ severity }) => severity === 'error',
  )
  t.deepEqual([...new Set(errors.map(({ code }) => code))], ['no-address'])
  t.is(errors.length, 18)
  t.true(errors.every(({ hint }) => hint !== ''))
  const again = await portwright(['import', ...files, '--out', out])
  t.is(again.exit, 1)
  t.regex(again.err, /is already there; nothing was written/)
})

test('facts come from standard input, and --resolve asks this computer for its names', async (t) => {
  const input = answerTexts(SMALL).join('\n')
  const { exit, out, err } = await portwright(['import', '-', '--resolve'], input)
  t.is(exit, 0, err)
  t.regex(
    out,
    /\n {2}localhost:\n {4}# not readable: addresses: DNS has none that other computers reach\n {4}addresses: \[\]\n/,
  )
  t.regex(err, /localhost: not readable: addresses: DNS has none/)
})

test('facts and another tool’s configuration are not mixed, and a file that is neither is named', async (t) => {
  const folder = temporaryFolder(t)
  const write = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const facts = write('facts.json', answerTexts(SMALL)[0] as string)
  const peer = write('peer.json', '{"FirewallRuleDefinition": {"RoleName": 1}}')
  const mixed = await portwright(['import', facts, peer])
  t.is(mixed.exit, 1)
  t.regex(mixed.err, /peer\.json holds no facts of a live site; nothing was written\. Import it by itself\./)
  const two = await portwright(['import', peer, write('other.json', '{}')])
  t.is(two.exit, 1)
  t.regex(two.err, /hold no facts of a live site; nothing was written\. Import one configuration at a time\./)
  const missing = await portwright(['import', facts, join(folder, 'none.json')])
  t.is(missing.exit, 1)
  t.regex(missing.err, /none\.json:1:1: error/)
})
