// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { decodeDocumentText, encodeDocumentText } from '../../../src/formats/dsc/document-text.ts'
import { readDscDocument } from '../../../src/formats/dsc/read-document.ts'
import { hostileText } from '../../targets/dsc/hostile-text.ts'

const HEAD = '$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json\nresources:\n'

test('a document of Microsoft’s documentation is read', (t) => {
  const { rules, losses } = readDscDocument(`${HEAD}  - name: Application firewall rules
    type: Microsoft.Windows/FirewallRuleList
    properties:
      rules:
        - name: DscDemo - Custom App (TCP-In)
          protocol: 6
          localPorts: '8080'
          remoteAddresses: LocalSubnet,10.0.0.0/255.0.0.0
          direction: Inbound
          action: Allow
          enabled: true
          profiles: [Domain, Private]
          edgeTraversal: true
        - name: gone
          _exist: false
`)
  t.deepEqual(losses, [
    {
      rule: 'gone',
      field: '_exist',
      reason: 'the document removes this rule',
      text: '{"name":"gone","_exist":false}',
    },
  ])
  t.is(rules.length, 1)
  t.like(rules[0], { id: 'DscDemo - Custom App (TCP-In)', protocol: 'tcp', localPorts: ['8080'] })
  t.deepEqual(rules[0]?.remoteAddresses, ['LocalSubnet', '10.0.0.0/8'])
  t.deepEqual(rules[0]?.other, { EdgeTraversalPolicy: 'Allow' })
})

test('an expression is a loss, never a text', (t) => {
  const { losses } = readDscDocument(`${HEAD}- name: a
  type: Microsoft.Windows/FirewallRuleList
  properties:
    rules: [{ name: "[envvar('X')]" }]
- name: b
  type: NetworkingDsc/Firewall
  properties: { Name: x, DisplayName: y, RemoteAddress: ["[envvar('X')]"] }
- name: c
  type: Microsoft.Windows/Registry
  properties: { keyPath: 'HKLM\\X', valueName: a, valueData: { String: "[envvar('X')]" } }
`)
  t.deepEqual(
    losses.map(({ field }) => field),
    [
      ...['name', 'protocol', 'remoteAddresses', 'direction', 'action', 'enabled', 'profiles'],
      ...['NetworkingDsc/Firewall.RemoteAddress', 'RemoteAddress', 'HKLM\\X\\a'],
    ],
  )
})

test('other rules are left alone, or that is a loss', (t) => {
  const document = (action: string) => `${HEAD}- name: a
  type: Microsoft.Windows/FirewallRuleList
  properties: { unspecifiedRules: { action: ${action} }, rules: [] }
`
  t.deepEqual(readDscDocument(document('ignore')).losses, [])
  t.is(readDscDocument(document('remove')).losses[0]?.field, 'unspecifiedRules')
})

test('what is not such a document is one loss', (t) => {
  const field = (text: string) => readDscDocument(text).losses[0]?.field
  t.is(field('a: ['), 'yaml')
  t.is(field('a: 1\na: 2'), 'yaml')
  t.is(field('- 1'), 'document')
  t.is(field(`${HEAD}- name: a\n  type: X/Y\n  nonsense: 1\n`), 'document')
  t.is(
    field(`${HEAD}- name: a\n  type: Microsoft.Windows/FirewallRuleList\n  properties: { rules: [{ ports: 1 }] }\n`),
    'rules',
  )
  t.is(field('['.repeat(20_000)), 'yaml')
  t.is(field(`a: &a [${'*a,'.repeat(9)}]`), 'yaml')
})

test('text becomes the text that DSC makes of it', (t) => {
  t.is(encodeDocumentText('plain'), 'plain')
  t.is(encodeDocumentText('[x]'), '[[x]')
  t.is(encodeDocumentText(' x'), "[base64ToString('IHg=')]")
  t.is(decodeDocumentText("[envvar('X')]"), null)
  fc.assert(
    fc.property(hostileText, (text) => {
      const encoded = encodeDocumentText(text)
      t.is(decodeDocumentText(encoded), text)
      if (/^\s*\[/.test(encoded)) t.regex(encoded, /^(?:\[\[[^\r\n]*|\[base64ToString\('[\w+/=]+'\)\])$/)
    }),
  )
})

test('an item that a line further out ends too soon is a loss, not a rule without its last keys', (t) => {
  const document = (between: string): string => `$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json
resources:
- name: one
  type: Microsoft.Adapter/NetworkingDsc/Firewall
  type: twice
- name: two
  type: NetworkingDsc/Firewall
  properties:
    Name: '{11111111-2222-5333-8444-000000000005}'
    DisplayName: two
    Direction: Inbound
    Action: Allow
${between}    Protocol: TCP
    LocalPort: ['445']
`
  t.deepEqual(
    readDscDocument(document('')).rules.map(({ protocol }) => protocol),
    ['tcp'],
  )
  t.deepEqual(readDscDocument(document('n: Allow\n')).rules, [])
})

test('a key that lost its place and stands at the margin costs the rule that it belonged to, and no other', (t) => {
  const item = (name: string, last: string): string => `- name: ${name}
  type: NetworkingDsc/Firewall
  properties:
    Name: ${name}
    DisplayName: ${name}
    Ensure: Present
    Enabled: 'True'
    Action: Allow
    Direction: Inbound
    Protocol: TCP
    LocalPort: ['443']
${last}RemoteAddress: ['10.0.0.1']
`
  for (const margin of ['', '+x?91b    ']) {
    const { rules, losses } = readDscDocument(
      `${HEAD}${item('a', '    ')}${item('b', margin)}${margin === '' ? '' : 'metadata: {}\n'}`,
    )
    t.deepEqual(
      rules.filter(({ remoteAddresses }) => remoteAddresses.length === 0),
      [],
    )
    t.true(losses.length > 0)
    t.true(rules.some(({ id }) => id === 'a'))
  }
})

test('a key at the margin of a document as JSON that none has is a loss, and costs no rule', (t) => {
  const resource = {
    type: 'Microsoft.Windows/FirewallRuleList',
    name: 'rules',
    properties: {
      rules: [
        {
          direction: 'Inbound',
          name: 'a',
          action: 'Allow',
          protocol: 6,
          localPorts: '443',
          enabled: true,
          profiles: ['Domain'],
          remoteAddresses: '10.0.0.1',
          localAddresses: '*',
          remotePorts: '*',
        },
      ],
    },
  }
  const { rules, losses } = readDscDocument(
    JSON.stringify({ $schema: HEAD.slice(9, HEAD.indexOf('\n')), later: {}, resources: [resource] }),
  )
  t.deepEqual(
    rules.map(({ id, localPorts }) => [id, localPorts]),
    [['a', ['443']]],
  )
  t.deepEqual(
    losses.map(({ field }) => field),
    ['document'],
  )
})
