// SPDX-License-Identifier: MIT
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { formatRuleString } from '../../src/formats/rule-string/format-rule-string.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { corpus } from '../support/corpus.ts'
import { filterObjects, ruleObject } from '../support/listing/listing-objects.ts'
import { LISTING_RULES } from '../support/listing/listing-rules.ts'
import { rule } from '../support/sample-rules.ts'

const lgpo = (name: string, string: string): string =>
  `Computer\r\nSOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules\r\n${name}\r\nSZ:${string.replaceAll('\\', '\\\\')}\r\n`

test('a hive that was cut in its head cannot be read', async (t) => {
  const wfw = corpus(t, 'wfw/win11-24h2-v2.33.wfw')
  if (wfw === null) return
  const cut = join(temporaryFolder(t), 'cut.wfw')
  writeFileSync(cut, readFileSync(wfw).subarray(0, 3_000))
  const { exit, out, err } = await portwright(['read', cut])
  t.is(exit, 1)
  t.is(out, '')
  t.true(err.startsWith(`${cut}:1:1: error[destroyed-artifact]: `), err)
})

test('the text form leaves nothing of a rule out', async (t) => {
  const string = formatRuleString(
    rule({
      displayName: 'N',
      localPorts: ['445'],
      remotePorts: ['5000-5010'],
      localAddresses: ['10.0.0.7'],
      remoteAddresses: Array.from({ length: 20 }, (_, index) => `192.0.2.${index}`),
      interfaceTypes: ['Lan'],
      program: 'C:\\a.exe',
      service: 's',
      other: { Security: 'Authenticate', RMauth: 'O:LSD:(A;;CC;;;AU)', Edge: 'TRUE' },
    }),
  )
  const settings =
    'Computer\r\nSOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\r\nEnableFirewall\r\nDWORD:1\r\n'
  const { exit, out } = await portwright(['read', '-'], lgpo('{1}', string) + settings)
  t.is(exit, 0)
  for (const said of [
    'ports 445, from ports 5000-5010',
    '192.0.2.19',
    'at own addresses 10.0.0.7',
    'interfaces Lan',
    'program C:\\a.exe',
    'service s',
    'Security = Authenticate',
    'RMauth = O:LSD:(A;;CC;;;AU)',
    'Edge = TRUE',
    'WindowsFirewall\\DomainProfile\n    EnableFirewall = 1  REG_DWORD',
  ])
    t.true(out.includes(said), `${said}\n${out}`)
})

test('a rule that was not understood is listed with its text', async (t) => {
  const { exit, out, err } = await portwright(
    ['read', '-'],
    lgpo('{1}', 'v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=445'),
  )
  t.is(exit, 0)
  t.regex(out, /lgpo: 0 rules, 0 other values, 1 loss\n/)
  t.regex(err, /not read: rule \{1\}, rule: the text ends in the middle of a field\n {4}v2\.30\|Action=Allow/)
})

test('nothing of a file acts on the terminal, and JSON says the same value', async (t) => {
  const name = 'a\u001b]0;title\u0007\u009b31m\u202eb'
  const line = `netsh advfirewall firewall add rule name="${name}" dir=in action=allow\r\nnetsh advfirewall firewall add rule name="${name}" dir=in action=alow\r\n`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be printed
  const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/
  const text = await portwright(['read', '-'], line)
  t.notRegex(text.out + text.err, steering)
  t.true(text.out.includes('a\\u001b]0;title\\u0007\\u009b31m\\u202eb'), text.out)
  const json = await portwright(['read', '-', '--json'], line)
  t.notRegex(json.out + json.err, steering)
  t.true(json.out.includes('\\u009b31m'))
  t.is((JSON.parse(json.out) as { rules: { displayName: string }[] }).rules[0]?.displayName, name)
})

test('a script of others gives the rules whose values stand in it', async (t) => {
  const { exit, out } = await portwright(
    ['read', '-', '--json'],
    'New-NetFirewallRule -DisplayName x -Direction Inbound -LocalPort 80 -Protocol TCP -Action Allow\r\n',
  )
  t.is(exit, 0)
  const { format, rules } = JSON.parse(out) as { format: string; rules: { localPorts: string[] }[] }
  t.is(format, 'script')
  t.deepEqual(
    rules.map(({ localPorts }) => localPorts),
    [['80']],
  )
})

test('the files of one listing are read together, by name or as a folder', async (t) => {
  const folder = temporaryFolder(t)
  const lists: Readonly<Record<string, readonly unknown[]>> = {
    rules: LISTING_RULES.map(ruleObject),
    ...Object.fromEntries(
      ['port', 'address', 'application', 'service', 'interface', 'interfaceType', 'security'].map((part) => [
        part,
        LISTING_RULES.map((rule) => filterObjects(rule)[part]),
      ]),
    ),
  }
  const paths = Object.entries(lists).map(([name, list]) => {
    const path = join(folder, `${name}.json`)
    writeFileSync(path, JSON.stringify(list))
    return path
  })
  for (const words of [paths, [folder]]) {
    const { exit, out, err } = await portwright(['read', ...words, '--json', '--strict'])
    t.is(exit, 0, err)
    const { format, rules } = JSON.parse(out) as { format: string; rules: readonly unknown[] }
    t.is(format, 'listing')
    t.deepEqual(rules, JSON.parse(JSON.stringify(LISTING_RULES)))
  }
  const missing = await portwright(['read', paths[0] as string, join(folder, 'none.json')])
  t.is(missing.exit, 1)
  t.regex(missing.err, /none\.json:1:1/)
})

test('a listing with more rows or objects than any computer has rules is refused at once, however it is given', async (t) => {
  const folder = temporaryFolder(t)
  const rows = (count: number): string => `"DisplayName","Direction"\n${'"a","in"\n'.repeat(count)}`
  for (const [name, text, limit] of [
    ['rows.csv', rows(250_001), '250,000 rows'],
    ['objects.json', `[{"DisplayName":"a","Direction":1}${',{}'.repeat(2_000_000)}]`, '2,000,000 objects'],
  ] as const) {
    writeFileSync(join(folder, name), text)
    const read = await portwright(['read', join(folder, name)])
    t.is(read.exit, 1)
    t.true(read.err.includes(`error[file-too-large]: The file holds more than ${limit}.`), read.err)
    writeFileSync(
      join(folder, 'a.yaml'),
      'name: a\nproduct: cmcb\nsites: { P: { type: primary } }\nhosts: { h: { addresses: [10.0.0.1], site: P, roles: [distribution-point] } }\n',
    )
    const adopt = await portwright(['adopt', join(folder, 'a.yaml'), '--host', 'h', join(folder, name)])
    t.is(adopt.exit, 1)
    t.true(adopt.err.includes('file-too-large'), adopt.err)
  }
})

test('a file of more lines, values or bytes in a line than any policy has is refused at once, and what is below is read', async (t) => {
  const folder = temporaryFolder(t)
  const reg = 'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\a]\r\n'
  const record = (name: string): string => `[a\0;${name}\0;\u0001\0;\u0002\0;a]`
  const pol = (count: number): Uint8Array =>
    Buffer.concat([Buffer.from('PReg\u0001\0\0\0'), Buffer.from(record('b').repeat(count), 'utf16le')])
  for (const [name, bytes, limit] of [
    ['lines.reg', `${reg}${'"a"="b"\n'.repeat(2_000_000)}`, '2,000,000 lines'],
    ['line.reg', `${reg}"a"=hex:${'00,'.repeat(12_000_000)}00\r\n`, '33,554,432 bytes in one line'],
    ['values.pol', pol(1_000_001), '1,000,000 values'],
    [
      'line.bat',
      `netsh advfirewall firewall add rule name="${'a'.repeat(34_000_000)}"`,
      '33,554,432 bytes in one line',
    ],
    ['open.csv', `"DisplayName","Direction"\n"${'a,b\n'.repeat(260_000)}`, '250,000 rows'],
    [
      'keys.json',
      `[{"DisplayName":"a","Direction":1${Array.from({ length: 10_001 }, (_, key) => `,"k${key}": 1`).join('')}}]`,
      '10,000 keys in one object',
    ],
    ['values.json', `[{"DisplayName":"a","Direction":[${'1,'.repeat(10_000_000)}1]}]`, '10,000,000 values'],
  ] as const) {
    writeFileSync(join(folder, name), bytes)
    const { exit, err } = await portwright(['read', join(folder, name)])
    t.is(exit, 1, name)
    t.true(err.includes(`error[file-too-large]: The file holds more than ${limit}.`), err.slice(0, 400))
    rmSync(join(folder, name))
  }
  const addresses = Array.from({ length: 4000 }, (_, index) => `"2001:db8:${index.toString(16)}::/48"`).join(',')
  for (const [name, bytes] of [
    ['below.reg', `${reg}${'"a"="b"\n'.repeat(1000)}`],
    ['below.pol', pol(1000)],
    ['below.json', `[{"DisplayName":"a","Direction":1,"RemoteAddress":[${addresses}]}]`],
  ] as const) {
    writeFileSync(join(folder, name), bytes)
    const { exit, err } = await portwright(['read', join(folder, name)])
    t.is(exit, 0, err.slice(0, 400))
  }
})

test('a string of a listing as JSON may be of any length, whatever it holds', async (t) => {
  const file = join(temporaryFolder(t), 'long.json')
  for (const piece of ['x', '\\n', '\\"']) {
    writeFileSync(file, `[{"DisplayName":"a","Direction":1,"Description":"${piece.repeat(12_000_000)}"}]`)
    const { exit, err } = await portwright(['read', file])
    t.is(exit, 0, err.slice(0, 400))
    t.false(err.includes('stands twice'), piece)
  }
})

test('of very many losses the first thousand are printed, with how many follow; the JSON has all', async (t) => {
  const file = join(temporaryFolder(t), 'rows.csv')
  // A line end inside a cell begins no row.
  writeFileSync(file, `"DisplayName","Direction","Description"\n${'"a","in","b\nc"\n'.repeat(1234)}`)
  const { err } = await portwright(['read', file])
  t.is(err.match(/^not read: rule a, /gm)?.length, 1000)
  t.true(err.endsWith('not read: 234 more; portwright read --json names each\n'), err.slice(-200))
  const { out } = await portwright(['read', file, '--json'])
  t.is(JSON.parse(out).losses.length, 1234)
})
