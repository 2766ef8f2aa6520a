// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { toMdmRule } from '../../../src/formats/mdm-rule/to-mdm-rule.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { readSyncml } from '../../../src/formats/syncml/read-syncml.ts'
import { writeSyncml } from '../../../src/formats/syncml/write-syncml.ts'
import { readXml } from '../../../src/formats/xml/read-xml.ts'
import { childText } from '../../../src/formats/xml/xml-element.ts'
import { rule } from '../../support/sample-rules.ts'
import { rulesToManage } from '../mdm-rule/managed-rules.ts'

const written = (rules: readonly Rule[]): Uint8Array =>
  writeSyncml(rules.flatMap((one) => toMdmRule(one, '1025-5000').rule ?? []))
const read = (bytes: Uint8Array | string) => {
  const result = readSyncml(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes)
  if ('reason' in result) throw new Error(result.reason)
  return result
}
const plain = ({ other, flows, profiles, interfaceTypes, localPorts, ...more }: Rule) => more

test('what is written is read: every field of every rule', (t) => {
  fc.assert(
    fc.property(rulesToManage, (rules) => {
      const said = rules.filter((one) => toMdmRule(one, '1025-5000').rule !== null)
      const found = read(written(rules))
      t.deepEqual(found.losses, [])
      const sorted = (list: readonly Rule[]) => list.map(plain).sort((a, b) => (a.id < b.id ? -1 : 1))
      t.deepEqual(sorted(found.rules), sorted(said.map((one) => ({ ...one, displayName: one.displayName }))))
    }),
    { numRuns: 60 },
  )
})

test('one body, one block for all and one for ICMP; numbers count up; what is made with a rule is replaced', (t) => {
  const bytes = written([
    rule({ id: '{A0000000-0000-0000-0000-00000000000A}', program: 'C:\\a.exe', service: 'svc' }),
    rule({ id: 'echo', protocol: 'icmp4', localPorts: [], icmpTypes: ['8:*', '3:4'] }),
  ])
  const xml = readXml(bytes)
  if ('reason' in xml) return t.fail(xml.reason)
  const { root } = xml
  t.is(`${root.namespace} ${root.name}`, 'SYNCML:SYNCML1.2 SyncML')
  t.deepEqual(
    root.children.map(({ name }) => name),
    ['SyncBody'],
  )
  const [body] = root.children
  t.deepEqual(
    body?.children.map(({ name }) => name),
    ['Atomic', 'Atomic', 'Final'],
  )
  const commands = body?.children.flatMap((atomic) =>
    atomic.name === 'Final' ? [] : [atomic, ...atomic.children.slice(1)],
  )
  t.deepEqual(
    commands?.map((command) => childText(command, 'SYNCML:SYNCML1.2', 'CmdID')),
    commands?.map((_, index) => String(index + 1)),
  )
  const lines = commands?.flatMap((command) => {
    const item = command.children.find(({ name }) => name === 'Item')
    const place = item?.children[0]?.children[0]?.text.split('/FirewallRules/')[1]
    return item === undefined
      ? []
      : [`${command.name} ${place} ${item.children[1]?.children[0]?.text} ${item.children[2]?.text}`]
  })
  const own = (id: string): readonly string[] =>
    (lines ?? []).filter((line) => line.includes(id)).map((line) => line.replaceAll(id, 'R'))
  t.deepEqual(own('A0000000-0000-0000-0000-00000000000A'), [
    'Add R/App/FilePath chr C:\\a.exe',
    'Add R/App/ServiceName chr svc',
    'Add R/Protocol int 6',
    'Add R/LocalPortRanges chr 445',
    'Add R/LocalAddressRanges chr *',
    'Add R/RemoteAddressRanges chr 10.0.0.10',
    'Add R/InterfaceTypes chr All',
    'Add R/Description chr The site server copies content. [cmcb/site-server/distribution-point/smb] Source: 002:400. [rule {R} of Portwright: test / sample]',
    'Add R/Name chr ConfigMgr: SMB to the distribution point from the site server',
    'Replace R/Direction chr IN',
    'Replace R/Action/Type int 1',
    'Replace R/Profiles int 1',
    'Replace R/Enabled bool true',
  ])
  t.true(own('echo').includes('Add R/IcmpTypesAndCodes chr 8:*,3:4'))
})

test('a rule whose commands are not whole is no rule, nor is its neighbour that may have lost one', (t) => {
  const text = new TextDecoder().decode(written([rule({ id: 'one' }), rule({ id: 'two' }), rule({ id: 'three' })]))
  const ids = (changed: string): readonly string[] => read(changed).rules.map(({ id }) => id)
  t.deepEqual(ids(text), ['one', 'two', 'three'])
  const change = (from: string, to: string): readonly string[] => {
    t.true(text.includes(from), from)
    return ids(text.replace(from, to))
  }
  t.deepEqual(change('two/RemoteAddressRanges', 'twx/RemoteAddressRanges'), ['one', 'three'])
  t.deepEqual(change('two/Protocol', 'twx/Protocol'), ['three'], 'the first command of a rule: nobody knows whose')
  t.deepEqual(change('two/RemoteAddressRanges', 'three/RemoteAddressRanges'), ['one'])
  t.deepEqual(change('MdmStore/FirewallRules/two/Remote', 'MdmStore/FirewallRulez/two/Remote'), ['one', 'three'])
  t.deepEqual(change('two/RemoteAddressRanges', 'two/RemoteAdressRanges'), ['one', 'three'])
  const [whole = ''] = /<Add>(?:(?!<Add>).)*?two\/RemoteAddressRanges.*?<\/Add>/s.exec(text) ?? []
  t.deepEqual(change(whole, ''), ['one', 'three'])
  t.deepEqual(change(whole, whole.replace(/Add>/g, 'Delete>')), ['one', 'three'])
  t.deepEqual(change(whole, whole.replace(/<Data>.*<\/Data>/, '<Data/>')), ['one', 'three'])
  t.deepEqual(change(whole, whole + whole), ['one', 'three'])
})

test('the body alone, the settings of profiles beside it, and other names of the same nodes are read', (t) => {
  const leaf = (place: string, data: string): string =>
    `<Replace><CmdID>1</CmdID><Item><Target><LocURI>${place}</LocURI></Target><Data>${data}</Data></Item></Replace>`
  const node = './Device/Vendor/MSFT/Firewall/MdmStore/FirewallRules/My%20Rule'
  const { rules, losses } = read(
    `<SyncBody>${leaf('./Vendor/MSFT/Firewall/MdmStore/DomainProfile/EnableFirewall', 'true')}${[
      ['Name', 'My rule'],
      ['Direction', 'OUT'],
      ['Action/Type', '0'],
      ['Enabled', '1'],
      ['Profiles', '2147483647'],
    ]
      .map(([name, data]) => leaf(`${node}/${name}`, data as string))
      .join('')}${leaf('./Vendor/MSFT/Policy/Config/Defender/X', '1')}</SyncBody>`,
  )
  t.deepEqual(
    rules.map(({ id, direction, action, enabled, profiles, protocol }) => [
      id,
      direction,
      action,
      enabled,
      profiles,
      protocol,
    ]),
    [['My Rule', 'out', 'block', true, [], 'any']],
  )
  t.is(losses.length, 2)
})
