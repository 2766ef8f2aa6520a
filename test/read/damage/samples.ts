// SPDX-License-Identifier: MIT
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TARGET_NAMES, type TargetName } from '../../../src/catalog/target-names.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import { TARGETS } from '../../../src/targets/targets.ts'
import { OPTIONS, policy, rule } from '../../support/sample-rules.ts'
import { corpusFolder } from '../../support/shared.ts'

export interface Sample {
  readonly name: string
  /** Which of the simple readers of `written-so.ts` looks at it. */
  readonly kind: string
  readonly bytes: Uint8Array
}

const id = (number: number): string => `{11111111-2222-5333-8444-${String(number).padStart(12, '0')}}`

const RULES: readonly Rule[] = [
  rule({ localPorts: ['445'], remoteAddresses: ['10.0.0.10', '10.20.0.0/16'], program: 'System' }),
  rule({ localPorts: ['RPC'], remoteAddresses: ['10.0.0.10'] }),
  rule({
    localPorts: ['RPC-EPMap'],
    program: '%SystemRoot%\\system32\\svchost.exe',
    service: 'RpcSs',
    remoteAddresses: ['10.0.0.11'],
  }),
  rule({
    protocol: 'udp',
    localPorts: ['63000-64000', '69'],
    remoteAddresses: ['10.10.0.0/16', '192.0.2.1-192.0.2.9'],
  }),
  rule({ protocol: 'icmp4', localPorts: [], icmpTypes: ['8:*'], remoteAddresses: ['10.10.0.0/16'] }),
  rule({ localPorts: ['443', '8530', '8531'], remoteAddresses: ['2001:db8::/32'], profiles: ['domain', 'private'] }),
  rule({ localPorts: ['3389'], remoteAddresses: ['10.0.0.8'], localAddresses: ['10.0.0.7'] }),
  rule({ localPorts: ['1433'], remoteAddresses: ['10.0.0.9'], enabled: false }),
].map((one, index) => ({ ...one, id: id(index + 1), displayName: `ConfigMgr: rule number ${index + 1}` }))

const SAMPLE: Policy = policy(RULES)

const TARGET = new Map(await Promise.all(TARGET_NAMES.map(async (name) => [name, await TARGETS[name]()] as const)))

const written = (name: TargetName, extension: string): Uint8Array => {
  const target = TARGET.get(name)
  const files = [...(target?.write(SAMPLE, OPTIONS).files ?? []), ...(target?.shared?.([SAMPLE], OPTIONS) ?? [])]
  return files.find(({ path }) => path.endsWith(extension))?.bytes ?? new Uint8Array()
}

const ours = (): readonly Sample[] => [
  { name: 'csv', kind: 'csv', bytes: written('csv', 'rules.csv') },
  { name: 'registry.pol', kind: 'string', bytes: written('gpo', 'registry.pol') },
  { name: 'lgpo', kind: 'string', bytes: written('lgpo', '.txt') },
  { name: 'wfw', kind: 'string', bytes: written('wfw', '.wfw') },
  { name: 'netsh', kind: 'netsh', bytes: written('netsh', '.cmd') },
  { name: 'powershell', kind: 'powershell', bytes: written('powershell', '.ps1') },
  { name: 'dsc-script', kind: 'dsc-script', bytes: written('dsc', '.ps1') },
  { name: 'mof', kind: 'mof', bytes: written('dsc', '.mof') },
  { name: 'dsc-yaml', kind: 'dsc-document', bytes: written('dsc', '.dsc.yaml') },
  { name: 'wfp', kind: 'wfp', bytes: written('wfp', '.xml') },
]

/** Files of the corpus, small enough to be read ten thousand times. */
const FOREIGN: readonly (readonly [name: string, kind: string, path: string])[] = [
  [
    'registry.pol of Windows',
    'string',
    'gpo/steamroller/{8C00D844-09EB-4676-AA2E-2805529D60E4}/DomainSysvol/GPO/Machine/registry.pol',
  ],
  ['LGPO text of Windows', 'string', 'gpo/troennes/lgpo-pair/machine.txt'],
  ['.wfw of Windows', 'string', 'wfw/win10-1703-two-rules.wfw'],
  ['batch file', 'netsh', 'field/plain.bat'],
  ['batch file with variables', 'netsh', 'field/variables.bat'],
  ['dsc-json', 'dsc-document', 'field/dsc-export.json'],
  ['dsc-yaml of dsc', 'dsc-document', 'field/dsc-export.dsc.yaml'],
  ['NetworkingDsc', 'dsc-script', 'field/networkingdsc.ps1'],
]

/** A `.reg` file of the rules of a `.wfw`, as Registry Editor exports them. */
const regExport = (): Sample => {
  const pol = Buffer.from(written('lgpo', '.txt'))
  const text = (pol[0] === 0xff ? pol.toString('utf16le') : pol.toString('utf8')).replace(/^\ufeff/, '')
  const lines = text.split(/\r?\n/)
  const values = lines.flatMap((line, index) =>
    /\\FirewallRules$/i.test(line)
      ? [
          `"${lines[index + 1]}"="${(lines[index + 2] ?? '').replace(/^SZ:/, '').replaceAll('\\\\', '\\').replaceAll('\\', '\\\\')}"`,
        ]
      : [],
  )
  const head =
    'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules]\r\n'
  return {
    name: 'reg',
    kind: 'string',
    bytes: Uint8Array.from(Buffer.from(`\ufeff${head}${values.join('\r\n')}\r\n`, 'utf16le')),
  }
}

export const samples = (): readonly Sample[] => [
  ...ours(),
  regExport(),
  ...FOREIGN.flatMap(([name, kind, path]) => {
    const full = join(corpusFolder(), path)
    return existsSync(full) ? [{ name, kind, bytes: Uint8Array.from(readFileSync(full)) }] : []
  }),
]
