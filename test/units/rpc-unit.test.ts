// SPDX-License-Identifier: MIT
import test from 'ava'
import { checkPowerShell } from '../../src/formats/powershell/check-powershell.ts'
import { parseRegText } from '../../src/formats/reg-text/parse-reg-text.ts'
import type { OutputFile } from '../../src/targets/target.ts'
import { type RpcUnitInput, rpcInputOf } from '../../src/units/rpc/rpc-input.ts'
import { rpcUnit } from '../../src/units/rpc/rpc-unit.ts'
import { estateOf } from '../support/compile.ts'
import { parsePowerShell } from '../support/powershell/parse.ts'
import { choiceOf } from './support/rpc.ts'

const INPUT: RpcUnitInput = {
  estate: 'contoso',
  estateRange: choiceOf('50000-50199'),
  forOthers: true,
  unrestricted: [],
  groupRanges: [],
  hostRanges: [{ ...choiceOf('51000-51199', 'both'), hosts: ['dp01.contoso.test', 'dp02.contoso.test'] }],
}
const EVIL: RpcUnitInput = {
  estate: "x’; #>\n.EXTERNALHELP '$(throw)",
  estateRange: null,
  forOthers: false,
  unrestricted: [],
  groupRanges: [],
  hostRanges: [{ ...choiceOf('51000-51199'), hosts: ["a'b", 'c‘$(throw)', '#> \n@"'] }],
}
const unit = (input: RpcUnitInput): readonly OutputFile[] =>
  rpcUnit({ ...input, version: '0.1.0', hash: '0123456789abcdef' })
const paths = (input: RpcUnitInput): readonly string[] => unit(input).map(({ path }) => path)
const scripts = (input: RpcUnitInput): readonly string[] =>
  unit(input)
    .filter(({ path }) => path.endsWith('.ps1'))
    .map(({ bytes }) => Buffer.from(bytes).toString())
const reg = (input: RpcUnitInput, path: string): string =>
  Buffer.from(unit(input).find((file) => file.path === path)?.bytes ?? []).toString('utf16le')

test('two scripts and one file of values a range, the estate under its plain name', (t) => {
  const [set, check, plain, other, ...more] = paths(INPUT)
  t.deepEqual([set, check, plain], ['rpc/Set-RpcPortRange.ps1', 'rpc/Test-RpcPortRange.ps1', 'rpc/RpcPortRange.reg'])
  t.regex(other ?? '', /^rpc\/RpcPortRange-[0-9a-f]{8}\.reg$/)
  t.deepEqual(more, [])
  t.true(scripts(INPUT)[0]?.includes(`# ${other?.slice(4)}\r\n`))
})

test('without a range there is nothing, and without one of the estate no plain name', (t) => {
  t.deepEqual(
    paths({
      estate: 'contoso',
      estateRange: null,
      forOthers: false,
      hostRanges: [],
      unrestricted: [],
      groupRanges: [],
    }),
    [],
  )
  const [, , ...files] = paths(EVIL)
  t.is(files.length, 1)
  t.regex(files[0] ?? '', /RpcPortRange-[0-9a-f]{8}\.reg$/)
})

test('ranges that differ in their rules alone have one file of values', (t) => {
  const input = { ...INPUT, hostRanges: [{ ...choiceOf('50000-50199', 'both'), hosts: ['a'] }] }
  t.is(paths(input).length, 3)
})

test('the .reg file sets the three values and nothing else', (t) => {
  const text = reg(INPUT, 'rpc/RpcPortRange.reg')
  t.true(text.startsWith('\uFEFFWindows Registry Editor Version 5.00\r\n'))
  const { entries, faults } = parseRegText(text.slice(1))
  t.deepEqual(faults, [])
  t.is(entries.length, 1)
  t.is(entries[0]?.key, 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet')
  const values = entries[0]?.values.map(({ name, data }) => [
    name,
    data?.type,
    Buffer.from(data?.bytes ?? []).toString('utf16le'),
  ])
  t.deepEqual(values, [
    ['Ports', 7, '50000-50199\0\0'],
    ['PortsInternetAvailable', 1, 'Y\0'],
    ['UseInternetPorts', 1, 'Y\0'],
  ])
})

test('the scripts parse, whatever the names are', async (t) => {
  for (const text of [...scripts(INPUT), ...scripts(EVIL)]) {
    t.deepEqual(await parsePowerShell(text), [])
    t.deepEqual(checkPowerShell(text), [])
  }
})

test('the scripts are CRLF, ASCII where the names are, the same every time, and leave a line before the help', (t) => {
  for (const text of scripts(INPUT)) {
    t.regex(text, /^[\x20-\x7e\r\n]*$/)
    t.false(/[^\r]\n/.test(text))
    t.regex(text, /#Requires -Version 5\.1\r\n\r\n<#\r\n\.SYNOPSIS/)
    t.false(/\?\?|&&|\|\||Write-Host|\[Microsoft\.Win32/.test(text))
    t.regex(text, /values, restart, rules/)
  }
  t.deepEqual(scripts(INPUT), scripts(INPUT))
  for (const text of scripts(EVIL)) t.true(text.startsWith('\uFEFF'))
})

test('the line of rpccfg stands in a comment that says that nobody has verified it', (t) => {
  const lines = (scripts(INPUT)[0] ?? '').split('\r\n')
  const at = lines.findIndex((line) => line.includes('rpccfg.exe -pe 50000-50199 -d 0'))
  t.true(lines[at]?.startsWith('#'))
  t.regex(lines[at - 1] ?? '', /^# UNVERIFIED/)
  t.is(lines.filter((line) => line.includes('rpccfg') && !line.startsWith('#')).length, 0)
})

test('an estate gives its range, and the hosts that differ, by range', async (t) => {
  const estate = await estateOf(`
name: contoso
product: cmcb
sites: { S: { type: primary } }
firewall: { rpc: { ports: [50000-50099, 50100-50199] } }
hosts:
  cm01.contoso.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }
  dp02.contoso.test: { addresses: [10.0.0.3], site: S, roles: [distribution-point], firewall: { rpc: { ports: 51000-51199 } } }
  DP01.contoso.test: { addresses: [10.0.0.2], site: S, roles: [distribution-point], firewall: { rpc: { ports: 51000-51199 } } }
  mp01.contoso.test: { addresses: [10.0.0.4], site: S, roles: [management-point], firewall: { rpc: { ports: 50000-50199 } } }
  mp02.contoso.test: { addresses: [10.0.0.5], site: S, roles: [management-point], firewall: { rpc: { ports: 50000-50199, rules: both } } }
  nas.contoso.test: { addresses: [10.0.0.6], os: other, roles: [], firewall: { rpc: { ports: 52000-52199 } } }
`)
  const { estateRange, forOthers, hostRanges } = rpcInputOf(estate)
  t.false(forOthers)
  t.deepEqual(estateRange?.ports, ['50000-50199'])
  t.deepEqual(
    hostRanges.map(({ ports, rules, hosts }) => ({ ports, rules, hosts })),
    [
      { ports: ['50000-50199'], rules: 'both', hosts: ['mp02.contoso.test'] },
      { ports: ['50000-50199'], rules: 'range', hosts: ['cm01.contoso.test', 'mp01.contoso.test'] },
      { ports: ['51000-51199'], rules: 'range', hosts: ['dp01.contoso.test', 'dp02.contoso.test'] },
    ],
  )
})

test('an estate that restricts nothing gives no file', async (t) => {
  const estate = await estateOf('name: x\nproduct: cmcb\nhosts: { a.x.test: { addresses: [10.0.0.1], roles: [] } }\n')
  t.deepEqual(unit(rpcInputOf(estate)), [])
})
