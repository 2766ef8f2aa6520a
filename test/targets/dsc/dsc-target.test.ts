// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { parse } from 'yaml'
import { z } from 'zod'
import { checkResource } from '../../../src/formats/dsc/check-resource.ts'
import {
  dscDocument,
  dscResource,
  firewallRule,
  firewallRuleList,
  registryInstance,
} from '../../../src/formats/dsc/document-schema.ts'
import { dscTypeOf } from '../../../src/formats/dsc/resource-schema.ts'
import { propertyOf } from '../../../src/formats/mof/mof.ts'
import { readMof } from '../../../src/formats/mof/read-mof.ts'
import type { RegistryValue } from '../../../src/formats/rule/registry-value.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import { readDsc } from '../../../src/targets/dsc/read.ts'
import { dscTarget } from '../../../src/targets/dsc/target.ts'
import type { OutputFile } from '../../../src/targets/target.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'
import { samples } from '../../support/samples.ts'
import { hostileText } from './hostile-text.ts'
import { rule, samplePolicy } from './sample-policy.ts'

const write = (policy: Policy) => dscTarget.write(policy, PLAIN_OPTIONS)
const textOf = (files: readonly OutputFile[], extension: string): string => {
  const { bytes } = files.find(({ path }) => path.endsWith(extension)) as OutputFile
  return new TextDecoder(extension === '.mof' ? 'utf-16le' : 'utf-8').decode(bytes)
}

/** The files with one text changed. */
const changed = (files: readonly OutputFile[], extension: string, change: (text: string) => string) =>
  files.map((file): OutputFile => {
    if (!file.path.endsWith(extension)) return file
    const text = change(textOf(files, extension))
    const bytes = extension === '.mof' ? Buffer.from(`\uFEFF${text}`, 'utf16le') : Buffer.from(text)
    return { path: file.path, bytes: Uint8Array.from(bytes) }
  })

/** Every produced document against the schemas of what reads it. */
const schemaFaults = (files: readonly OutputFile[]): readonly string[] => {
  const mof = readMof((files.find(({ path }) => path.endsWith('.mof')) as OutputFile).bytes)
  if ('fault' in mof) return [mof.fault.message]
  const compiled = mof.instances.slice(0, -1).flatMap(({ className, properties }) => {
    const type = dscTypeOf(className)
    return type === null
      ? [`unknown class ${className}`]
      : checkResource(type, Object.fromEntries(properties.map(({ name, value }) => [name, value])))
  })
  const document = dscDocument.safeParse(parse(textOf(files, '.dsc.yaml'), { maxAliasCount: 0 }))
  if (!document.success) return [z.prettifyError(document.error)]
  const adapted = document.data.resources.flatMap((item) => {
    const resource = dscResource.safeParse(item)
    if (!resource.success) return [z.prettifyError(resource.error)]
    const { name, type, properties = {}, directives } = resource.data
    if (!/^[A-Za-z0-9 ]+$/.test(name)) return [`${name} is not a name of an instance`]
    const schema = {
      'Microsoft.Windows/FirewallRuleList': firewallRuleList,
      'Microsoft.Windows/Registry': registryInstance,
    }[type]
    if (schema !== undefined) {
      const result = schema.safeParse(properties)
      if (!result.success) return [z.prettifyError(result.error)]
      const rules = 'rules' in result.data ? result.data.rules.map((one) => firewallRule.safeParse(one)) : []
      return rules.flatMap((one) => (one.success ? [] : [z.prettifyError(one.error)]))
    }
    const known = dscTypeOf(type.replace('NetworkingDsc/', ''))
    if (known === null || directives?.requireAdapter !== 'Microsoft.Adapter/WindowsPowerShell')
      return [`unknown ${type}`]
    return checkResource(known, properties)
  })
  return [...compiled, ...adapted]
}

test('a policy is read back from its three documents', (t) => {
  const policy = samplePolicy()
  const { files, losses } = write(policy)
  t.deepEqual(losses, [])
  t.deepEqual(
    files.map(({ path }) => path),
    ['dsc/cm01.contoso.test.ps1', 'dsc/cm01.contoso.test.mof', 'dsc/cm01.contoso.test.dsc.yaml'],
  )
  const read = dscTarget.read(files)
  t.deepEqual(read.rules, policy.rules)
  t.deepEqual(read.registry.slice(0, 3), policy.registry)
  t.deepEqual(read.losses, [])
  t.deepEqual(schemaFaults(files), [])
})

test('a profile setting is a registry value of the machine when read', (t) => {
  const { registry } = readDsc(write(samplePolicy({ rules: [], registry: [] })).files)
  t.deepEqual(
    registry.map(({ key, name, data }) => [key.split('FirewallPolicy\\')[1], name, data]),
    [
      ['DomainProfile', 'EnableFirewall', 1],
      ['DomainProfile', 'DefaultInboundAction', 1],
      ['DomainProfile', 'AllowLocalPolicyMerge', 1],
      ['DomainProfile\\Logging', 'LogDroppedPackets', 1],
      ['DomainProfile\\Logging', 'LogFileSize', 16384],
    ],
  )
})

test('the script is CRLF, has a byte order mark where it is not ASCII, and imports the module version', (t) => {
  const ascii = write(samplePolicy()).files[0] as OutputFile
  t.false(/(?<!\r)\n/.test(textOf([ascii], '.ps1')))
  t.not(ascii.bytes[0], 0xef)
  const other = write(samplePolicy({ description: 'Für cm01' })).files[0] as OutputFile
  t.deepEqual([...other.bytes.slice(0, 3)], [0xef, 0xbb, 0xbf])
  t.regex(textOf([ascii], '.ps1'), /Import-DscResource -ModuleName 'NetworkingDsc' -ModuleVersion '9\.1\.0'/)
})

test('a resource block has exactly this text', (t) => {
  t.true(
    textOf(write(samplePolicy()).files, '.ps1').includes(
      `        Firewall '6F3C1A52-D0B8-4E7F-9A5D-2C7BE1F04A84'
        {
            Name          = '{6F3C1A52-D0B8-4E7F-9A5D-2C7BE1F04A84}'
            Ensure        = 'Present'
            DisplayName   = 'ConfigMgr: ping'
            Group         = 'Portwright contoso cm01'
            Enabled       = 'True'
            Profile       = @('Domain')
            Direction     = 'Inbound'
            Action        = 'Allow'
            Protocol      = 'ICMPv4'
            IcmpType      = @('8', '3:4')
            LocalAddress  = @('Any')
            RemoteAddress = @('Any')
        }
`.replaceAll('\n', '\r\n'),
    ),
  )
})

test('the compiled configuration is complete and does not change from run to run', (t) => {
  const { files } = write(samplePolicy())
  t.deepEqual(write(samplePolicy()).files, files)
  const mof = readMof((files[1] as OutputFile).bytes)
  if ('fault' in mof) return t.fail(mof.fault.message)
  t.deepEqual(
    mof.instances.map(({ alias }) => alias),
    [
      ...['MSFT_RegistryResource1ref', 'MSFT_RegistryResource2ref', 'MSFT_RegistryResource3ref'],
      ...['DSC_Firewall1ref', 'DSC_Firewall2ref', 'DSC_Firewall3ref', 'DSC_FirewallProfile1ref', null],
    ],
  )
  const document = mof.instances.at(-1)
  t.is(document?.className, 'OMI_ConfigurationDocument')
  const script = textOf(files, '.ps1').split('\r\n')
  for (const instance of mof.instances.slice(0, -1)) {
    t.is(propertyOf(instance, 'ConfigurationName'), 'FirewallPolicy_cm01_contoso_test')
    const [, type, name] = /^\[(\w+)\](.+)$/.exec(String(propertyOf(instance, 'ResourceID'))) ?? []
    const [, line] = /^::(\d+)::9::\w+$/.exec(String(propertyOf(instance, 'SourceInfo'))) ?? []
    t.is(script[Number(line) - 1], `        ${type} '${name}'`)
    const builtIn = type === 'Registry'
    t.is(propertyOf(instance, 'ModuleName'), builtIn ? 'PSDesiredStateConfiguration' : 'NetworkingDsc')
    t.is(propertyOf(instance, 'ModuleVersion'), builtIn ? '1.0' : '9.1.0')
  }
  t.is(document && propertyOf(document, 'Name'), 'FirewallPolicy_cm01_contoso_test')
  t.false(/GenerationDate|GenerationHost/.test(textOf(files, '.mof')))
})

test('the DSC v3 document sends ICMP types through the adapter and nothing else', (t) => {
  const document = parse(textOf(write(samplePolicy()).files, '.dsc.yaml'))
  t.is(document.directives.version, '>=3.2.1')
  t.is(document.metadata.minimumDscVersion, '3.2.1')
  t.deepEqual(
    document.resources.map(({ type }: { type: string }) => type),
    [
      ...['Microsoft.Windows/Registry', 'Microsoft.Windows/Registry', 'Microsoft.Windows/Registry'],
      ...['Microsoft.Windows/FirewallRuleList', 'NetworkingDsc/Firewall', 'NetworkingDsc/FirewallProfile'],
    ],
  )
  t.is(document.resources[3].properties.unspecifiedRules, undefined)
  t.deepEqual(document.resources[3].properties.rules[0], {
    name: 'ConfigMgr: SMB to the site server from the management point',
    description: 'The management point copies state messages to the site server.',
    protocol: 6,
    localPorts: '445,50000-50199,RPC-EPMap',
    remotePorts: '*',
    localAddresses: '*',
    remoteAddresses: 'LocalSubnet,10.0.0.10/255.255.255.255,10.10.0.0/255.255.0.0,192.0.2.1-192.0.2.9,2001:db8::/32',
    direction: 'Inbound',
    action: 'Allow',
    enabled: true,
    profiles: ['Domain'],
    grouping: 'Portwright contoso cm01',
    interfaceTypes: ['All'],
  })
})

test('a policy for every profile is one document, whichever way each says it', (t) => {
  const rules = [rule({ profiles: ['domain', 'private', 'public'] })]
  const { files } = write(samplePolicy({ rules, profiles: ['domain', 'private', 'public'] }))
  t.deepEqual(readDsc(files).rules, rules)
  t.regex(textOf(files, '.dsc.yaml'), /profiles:\n\s+- All\n/)
})

test('rules of one display name go through the adapter, which finds them by id', (t) => {
  const rules = [
    rule({ id: 'a' }),
    rule({ id: 'b', displayName: rule().displayName.toUpperCase(), localPorts: ['80'] }),
  ]
  const { files, losses } = write(samplePolicy({ rules }))
  t.deepEqual(losses, [])
  t.deepEqual(readDsc(files).rules, rules)
  t.false(textOf(files, '.dsc.yaml').includes('FirewallRuleList'))
})

test('no text of a policy is an expression of DSC', (t) => {
  for (const description of ["[envvar('PATH')]", " [envvar('PATH')]", "[envvar('PATH')\n]", '[', '[[x]', '\n[x]']) {
    const rules = [
      rule({ description }),
      rule({ id: 'b', displayName: 'ping', protocol: 'icmp4', localPorts: [], icmpTypes: ['8:*'], description }),
    ]
    const { files } = write(samplePolicy({ rules }))
    const document = parse(textOf(files, '.dsc.yaml'))
    for (const text of [
      document.resources[3].properties.rules[0].description,
      document.resources[4].properties.Description,
    ])
      t.regex(text, /^(?:\[\[.*|\[base64ToString\('[A-Za-z0-9+/=]+'\)\])$/)
    t.deepEqual(readDsc(files).rules, rules)
  }
})

test('every type of registry value is read back, what no resource can say is a loss', (t) => {
  const key = 'HKLM\\SOFTWARE\\X'
  const registry: RegistryValue[] = [
    { key, name: 'a', type: 'REG_SZ', data: "it’s [x] 'y'" },
    { key, name: 'b', type: 'REG_EXPAND_SZ', data: '%PATH%' },
    { key, name: 'c', type: 'REG_MULTI_SZ', data: ['[a]', '', 'b'] },
    { key, name: 'd', type: 'REG_MULTI_SZ', data: [] },
    { key, name: 'e', type: 'REG_BINARY', data: '00ff' },
    { key, name: 'f', type: 'REG_DWORD', data: 4294967295 },
    { key, name: 'g', type: 'REG_QWORD', data: '18446744073709551615' },
    { key: 'HKCU\\Software', name: 'h', type: 'REG_QWORD', data: 5 },
  ]
  const { files, losses } = write(samplePolicy({ registry, rules: [], settings: null }))
  t.deepEqual(losses, [])
  t.deepEqual(readDsc(files).registry, registry)
  t.deepEqual(schemaFaults(files), [])
  const bad = write(samplePolicy({ registry: [{ key, name: 'x', type: 'REG_NONE', data: '' }] }))
  t.deepEqual(bad.losses, [{ rule: null, field: `${key}\\x`, reason: 'the Registry resource has no REG_NONE' }])
})

test('a rule that cannot be said is left out of all three and is a loss', (t) => {
  const rules = [
    rule(),
    rule({ id: 'two', displayName: 'two', interfaceTypes: ['Lan', 'Wireless'] }),
    rule({ id: 'bar', displayName: 'a|b' }),
    rule({ id: 'mdns', displayName: 'mdns', protocol: 'udp', localPorts: ['mDNS'] }),
    rule({ id: rule().id.toLowerCase(), displayName: 'again' }),
  ]
  const { files, losses } = write(samplePolicy({ rules }))
  t.deepEqual(
    losses.map(({ rule: id, field }) => [id, field]),
    [
      ['two', 'interfaceTypes'],
      ['bar', 'displayName'],
      ['mdns', 'localPorts'],
      [rule().id.toLowerCase(), 'id'],
    ],
  )
  t.deepEqual(readDsc(files).rules, [rule()])
})

test('a rule that one document lacks, has twice, or has wider is noticed', (t) => {
  const { files } = write(samplePolicy())
  const refused = (extension: string, change: (text: string) => string, message: RegExp) => {
    const files2 = changed(files, extension, change)
    t.notDeepEqual(files2, files)
    t.throws(() => readDsc(files2), { name: 'DscMismatch', message })
  }
  for (const extension of ['.ps1', '.mof', '.dsc.yaml']) {
    refused(
      extension,
      (text) => text.replace(/10\.0\.0\.10(\/255\.255\.255\.255)?/, '10.0.0.0/8'),
      /differs in remoteAddresses/,
    )
    refused(extension, (text) => text.replace('50000-50199', '50000-50299'), /differs/)
    refused(extension, (text) => text.replace('10.0.0.11', 'nonsense'), /was not understood/)
    refused(extension, (text) => text.replace('ICMPv4', 'ICMPv6'), /differs in protocol/)
  }
  refused('.ps1', (text) => text.replace(/ {8}Firewall '6F[\s\S]*?\r\n {8}\}\r\n/, ''), /one of them only/)
  refused('.ps1', (text) => text.replace(/( {8}Firewall '6F[\s\S]*?\r\n {8}\}\r\n)/, '$1$1'), /twice/)
  refused(
    '.mof',
    (text) => text.replace(/instance of DSC_Firewall [\s\S]*?\r\n\};\r\n(?=instance)/, ''),
    /one of them only/,
  )
  refused('.mof', (text) => text.replace(' Name = "FirewallPolicy', ' Name = "Firewall'), /ConfigurationName/)
  refused(
    '.dsc.yaml',
    (text) => text.replace(/ {4}- name: 'ConfigMgr: SMB[\s\S]*?(?= {4}- name:)/, ''),
    /one of them only/,
  )
  refused(
    '.dsc.yaml',
    (text) => text.replace(/- name: Firewall rule 1[\s\S]*?(?=- name: Firewall profile)/, ''),
    /one of them only/,
  )
  refused(
    '.dsc.yaml',
    (text) => text.replace('    rules:', '    unspecifiedRules: { action: remove }\n    rules:'),
    /remove other rules/,
  )
  refused('.dsc.yaml', (text) => text.replace("String: 'Y'", "String: 'N'"), /the registry differs/)
  refused(
    '.ps1',
    (text) => text.replace("LogBlocked              = 'True'", "LogBlocked              = 'False'"),
    /the registry differs/,
  )
  t.throws(() => readDsc(files.slice(1)), { message: /one \.ps1/ })
})

test('whatever text a policy carries, its documents are sound and say it', (t) => {
  const name = hostileText.filter((text) => text !== '' && text.toLowerCase() !== 'all')
  // A rule whose program or service is blank, or holds what no path and no id holds, is not read back as one.
  const plain = name.filter((text) => !/\p{Cc}/u.test(text))
  const path = plain.filter((text) => text.trim() !== '')
  const policies = fc.record({
    id: plain,
    displayName: name,
    description: hostileText,
    group: hostileText,
    program: fc.option(path),
    service: fc.option(path),
    icmp: fc.boolean(),
  })
  fc.assert(
    fc.property(policies, hostileText, hostileText, ({ icmp, ...texts }, title, data) => {
      // Any and * are NetSecurity's own words for no condition.
      if ([texts.program, texts.service].some((text) => text?.toLowerCase() === 'any')) return
      const protocol = icmp ? ({ protocol: 'icmp4', localPorts: [], icmpTypes: ['8:*'] } as const) : {}
      const policy = samplePolicy({
        name: title,
        description: title,
        rules: [rule({ ...texts, ...protocol })],
        registry: [{ key: `HKLM\\${data}`, name: `n${data}`, type: 'REG_MULTI_SZ', data: [data, title] }],
      })
      const { files, losses } = write(policy)
      t.deepEqual(losses, [])
      const read = readDsc(files)
      t.deepEqual(read.rules, policy.rules)
      t.deepEqual(read.registry[0], policy.registry[0])
      t.deepEqual(schemaFaults(files), [])
    }),
    { numRuns: samples(100) },
  )
})
