// SPDX-License-Identifier: MIT
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { z } from 'zod'
import { jsonSchemas } from '../../scripts/json-schemas.ts'
import { JSON_COMMANDS } from '../../src/cli/json-commands.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const ESTATE = join(ROOT, 'policies/examples/small/estate.yaml')
const HOST = 'cm01.contoso.test'

const SCRIPT = `netsh advfirewall firewall add rule name="Web" dir=in action=allow protocol=TCP localport=80,443 profile=domain
netsh advfirewall firewall add rule name="Web too" dir=in action=allow protocol=TCP localport=443 profile=domain
netsh advfirewall firewall add rule name="Tool" dir=in action=allow protocol=any program="%TOOLS%\\agent.exe"
`

const LOG = `#Version: 1.5
#Software: Microsoft Windows Firewall
#Time Format: Local
#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path pid

2026-11-02 08:11:09 DROP TCP 10.99.4.17 ADDRESS 52114 9800 52 S 2351482979 0 64240 - - - RECEIVE 4
`

test('the schemas in schema/ are those of the types; “node scripts/write-schema.ts” writes them', (t) => {
  const schemas = jsonSchemas()
  t.deepEqual([...schemas.keys()], [...JSON_COMMANDS])
  for (const [name, text] of schemas)
    t.is(readFileSync(join(ROOT, `schema/${name}.schema.json`), 'utf8').replaceAll('\r\n', '\n'), text, name)
})

test('what each command prints as JSON is what its schema says', async (t) => {
  const folder = temporaryFolder(t)
  const at = (name: string): string => join(folder, name)
  const estate = readFileSync(ESTATE, 'utf8')
  const host = /^ {2}(\S+): *$|^ {2}(\S+): \{ addresses/m.exec(estate.slice(estate.indexOf('\nhosts:') + 7))
  const server = host?.[1] ?? host?.[2] ?? HOST
  const address = /addresses: \[([^,\]]+)/.exec(estate)?.[1] ?? ''
  writeFileSync(at('rules.cmd'), SCRIPT)
  writeFileSync(at('pfirewall.log'), LOG.replaceAll('ADDRESS', address))
  writeFileSync(at('wrong.yaml'), estate.replace('product: ', 'produkt: '))
  await portwright(['compile', ESTATE, '--out', at('out'), '--target', 'csv', '--quiet'])
  writeFileSync(at('changed.yaml'), `${estate.replace(/^features:.*$/m, '')}\n`)

  const lines: Readonly<Record<string, readonly (readonly string[])[]>> = {
    adopt: [['adopt', ESTATE, at('rules.cmd'), '--host', server, '--json']],
    apply: [['apply', at('missing'), '--json', '--what-if']],
    can: [
      ['can', ESTATE, 'any', server, '443/tcp', '--json'],
      ['can', at('rules.cmd'), '10.0.0.1', '10.0.0.2', '443/tcp', '--json'],
    ],
    catalog: [['catalog', '--product', 'cm2007', '--json']],
    check: [
      ['check', at('wrong.yaml'), '--format', 'json'],
      ['check', ESTATE, '--format', 'json'],
    ],
    compile: [['compile', ESTATE, '--out', at('again'), '--target', 'csv', '--json']],
    explain: [
      ['explain', ESTATE, server, '--json'],
      ['explain', ESTATE, '445', '--json'],
      ['explain', ESTATE, 'unknown-role', '--json'],
    ],
    lint: [['lint', at('rules.cmd'), '--json']],
    plan: [
      ['plan', ESTATE, '--against', at('out'), '--json'],
      ['plan', ESTATE, '--against', at('rules.cmd'), '--policy', server, '--with-foreign', '--json'],
    ],
    preview: [['preview', ESTATE, '--host', server, '--json']],
    read: [['read', at('rules.cmd'), '--json']],
    traffic: [['traffic', ESTATE, at('pfirewall.log'), '--host', server, '--json']],
    verify: [['verify', at('out'), '--json']],
  }
  t.deepEqual(Object.keys(lines), [...JSON_COMMANDS])
  for (const [command, all] of Object.entries(lines)) {
    const { out: text, exit } = await portwright(['schema', '--of', command])
    t.is(exit, 0)
    const schema = z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0])
    for (const words of all) {
      const { out, err } = await portwright(words)
      t.not(out, '', `${words.join(' ')}: ${err}`)
      const found = schema.safeParse(JSON.parse(out))
      t.true(found.success, `${words.join(' ')}: ${found.error === undefined ? '' : z.prettifyError(found.error)}`)
    }
    // It says something: what another command prints is none of it.
    t.false(schema.safeParse({ neither: true }).success, command)
  }
})

test('a schema of a word that is no command is refused with the nearest', async (t) => {
  const { exit, err } = await portwright(['schema', '--of', 'plam'])
  t.is(exit, 2)
  t.regex(err, /did you mean “plan”/)
})
