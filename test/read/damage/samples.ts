// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import type { ExecutionContext } from 'ava'
import { readCabinet } from '../../../src/formats/cab/read-cabinet.ts'
import { writeHive } from '../../../src/formats/regf/write-hive.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import type { OutputFile } from '../../../src/targets/target.ts'
import type { TargetName } from '../../../src/targets/target-names.ts'
import { TARGETS } from '../../../src/targets/targets.ts'
import { dword, key, text } from '../../formats/regf/hive-tree.ts'
import { corpus } from '../../support/corpus.ts'
import { clixmlOf } from '../../support/listing/clixml-of.ts'
import { csvOf, flatObjects, joinedObject } from '../../support/listing/listing-objects.ts'
import { netshListingOf } from '../../support/listing/netsh-listing-of.ts'
import { gpoReportOf } from '../../support/listing/report-of.ts'
import { OPTIONS, policy, rule } from '../../support/sample-rules.ts'

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

/** What a target writes for the policy of the samples. */
export const writtenFiles = async (name: TargetName): Promise<readonly OutputFile[]> => {
  const target = await TARGETS[name]()
  return [...target.write(SAMPLE, OPTIONS).files, ...(target.shared?.([SAMPLE], OPTIONS) ?? [])]
}

type Written = (name: TargetName, extension: string) => Promise<Uint8Array>

const written: Written = async (name, extension) => {
  const files = await writtenFiles(name)
  return files.find(({ path }) => path.endsWith(extension))?.bytes ?? new Uint8Array()
}

const OURS: readonly (readonly [name: string, kind: string, target: TargetName, extension: string])[] = [
  ['csv', 'csv', 'csv', 'rules.csv'],
  ['registry.pol', 'string', 'gpo', 'registry.pol'],
  ['lgpo', 'string', 'lgpo', '.txt'],
  ['wfw', 'string', 'wfw', '.wfw'],
  ['netsh', 'netsh', 'netsh', '.cmd'],
  ['powershell', 'powershell', 'powershell', '.ps1'],
  ['dsc-script', 'dsc-script', 'dsc', '.ps1'],
  ['mof', 'mof', 'dsc', '.mof'],
  ['dsc-yaml', 'dsc-document', 'dsc', '.dsc.yaml'],
  ['wfp', 'wfp', 'wfp', '.xml'],
  ['configuration item', 'powershell', 'baseline', '.cab'],
  ['intune', 'intune', 'intune', 'sample.json'],
  ['syncml', 'syncml', 'intune', '.syncml.xml'],
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

/** The rules of the samples as Windows keeps them: the name of a value and its text. */
const ruleValues = async (): Promise<readonly (readonly [name: string, text: string])[]> => {
  const pol = Buffer.from(await written('lgpo', '.txt'))
  const text = (pol[0] === 0xff ? pol.toString('utf16le') : pol.toString('utf8')).replace(/^\ufeff/, '')
  const lines = text.split(/\r?\n/)
  return lines.flatMap((line, index) =>
    /\\FirewallRules$/i.test(line)
      ? [[String(lines[index + 1]), (lines[index + 2] ?? '').replace(/^SZ:/, '').replaceAll('\\\\', '\\')] as const]
      : [],
  )
}

/** A `.reg` file of the rules of a policy, as Registry Editor exports them. */
const regExport = async (): Promise<Uint8Array> => {
  const values = (await ruleValues()).map(([name, text]) => `"${name}"="${text.replaceAll('\\', '\\\\')}"`)
  const head =
    'Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules]\r\n'
  return Uint8Array.from(Buffer.from(`\ufeff${head}${values.join('\r\n')}\r\n`, 'utf16le'))
}

/** A hive of a computer with the rules below a path, and other keys beside it. */
const hive = (path: string) => async (): Promise<Uint8Array> => {
  const rules = key(
    'FirewallRules',
    (await ruleValues()).map(([name, value]) => text(name, value)),
  )
  const [first = '', ...inner] = path.split('\\')
  const below = inner.reduceRight((child, name) => key(name, [dword('PolicyVersion', 0x21f)], [child]), rules)
  const beside = first === 'Policies' ? key('Microsoft', []) : key('Select', [dword('Current', 1), dword('Default', 1)])
  return Uint8Array.from(writeHive(key('ROOT', [], [key(first, [], [below]), beside])))
}

/** The item alone, taken out of its cabinet: there no checksum stands before the reader. */
const digest = async (): Promise<Uint8Array> => {
  const cabinet = readCabinet(await written('baseline', '.cab'))
  return 'reason' in cabinet ? new Uint8Array() : (cabinet.files[0]?.bytes ?? new Uint8Array())
}

/** A script as administrators write them: calls with words, a splatted table and a loop. */
const ownScript = (): string => {
  const word = (list: readonly string[]): string =>
    list.map((entry) => `'${entry.replace('EPMap', 'EPMap')}'`).join(',')
  return RULES.map((one) => {
    const protocol = { tcp: 'TCP', udp: 'UDP', icmp4: 'ICMPv4' }[String(one.protocol)] ?? 'Any'
    const given = [
      `-Name '${one.id}' -DisplayName '${one.displayName}'`,
      `-Direction Inbound -Action Allow -Enabled ${one.enabled ? 'True' : 'False'} -Profile ${one.profiles.join(',')}`,
      `-Protocol ${protocol}${one.localPorts.length === 0 ? '' : ` -LocalPort ${word(one.localPorts)}`}`,
      one.icmpTypes.length === 0 ? '' : `-IcmpType 8`,
      one.localAddresses.length === 0 ? '' : `-LocalAddress ${word(one.localAddresses)}`,
      `-RemoteAddress ${word(one.remoteAddresses)}`,
      one.program === null ? '' : `-Program "${one.program}"`,
      one.service === null ? '' : `-Service ${one.service}`,
    ]
    return `New-NetFirewallRule ${given.filter((part) => part !== '').join(' `\r\n  ')}\r\n`
  }).join('')
}

/** Listings of Get-NetFirewallRule, as each way of exporting them writes them. */
const LISTINGS: readonly (readonly [name: string, kind: string, text: () => string])[] = [
  ['listing csv', 'listing-csv', () => csvOf(RULES.map(joinedObject))],
  ['listing json', 'listing-json', () => JSON.stringify(RULES.map(joinedObject), null, 2)],
  ['listing json in one line', 'listing-json', () => JSON.stringify(flatObjects(RULES))],
  ['own script', 'own-script', ownScript],
  ['report', 'report', () => gpoReportOf(RULES)],
  ['listing of netsh', 'netsh-listing', () => netshListingOf(RULES, 'en')],
  ['German listing of netsh', 'netsh-listing', () => netshListingOf(RULES, 'de')],
  ['listing clixml', 'listing-clixml', () => clixmlOf(flatObjects(RULES))],
]

interface SampleSource {
  readonly name: string
  /** Which of the simple readers of `written-so.ts` looks at it. */
  readonly kind: string
  /** Null, and a visible skip or a failure, where it lies in the corpus and that is not here. */
  readonly bytes: (t: ExecutionContext) => Promise<Uint8Array | null>
}

export const SAMPLES: readonly SampleSource[] = [
  ...OURS.map(([name, kind, target, extension]) => ({ name, kind, bytes: () => written(target, extension) })),
  ...LISTINGS.map(([name, kind, text]) => ({ name, kind, bytes: async () => Uint8Array.from(Buffer.from(text())) })),
  { name: 'reg', kind: 'string', bytes: regExport },
  { name: 'digest', kind: 'powershell', bytes: digest },
  {
    name: 'hive of a computer',
    kind: 'string',
    bytes: hive('ControlSet001\\Services\\SharedAccess\\Parameters\\FirewallPolicy'),
  },
  { name: 'hive of its policies', kind: 'string', bytes: hive('Policies\\Microsoft\\WindowsFirewall') },
  ...FOREIGN.map(([name, kind, path]) => ({
    name,
    kind,
    bytes: async (t: ExecutionContext) => {
      const full = corpus(t, path)
      return full === null ? null : Uint8Array.from(readFileSync(full))
    },
  })),
]
