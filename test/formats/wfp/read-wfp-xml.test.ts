// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import fc from 'fast-check'
import { readWfpRules } from '../../../src/formats/wfp/read-wfp-rules.ts'
import { readWfpXml } from '../../../src/formats/wfp/read-wfp-xml.ts'
import { corpus } from '../../support/corpus.ts'
import { growth, LINEAR } from '../../support/growth.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const condition = (field: string, match: string, type: string, value: string): string =>
  `<item><fieldKey>${field}</fieldKey><matchType>FWP_MATCH_${match}</matchType><conditionValue><type>${type}</type>${value}</conditionValue></item>`
const item = (conditions: string, layer = 'FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V4', action = 'FWP_ACTION_PERMIT'): string =>
  `<item><filterKey>{ABC}</filterKey><displayData><name>n</name><description/></displayData><flags/><providerKey/><providerData/>` +
  `<layerKey>${layer}</layerKey><subLayerKey>FWPM_SUBLAYER_MPSSVC_WF</subLayerKey><weight><type>FWP_UINT8</type><uint8>9</uint8></weight>` +
  `<filterCondition>${conditions}</filterCondition><action><type>${action}</type><filterType/></action><rawContext>0</rawContext></item>`
const filters = (items: string): string => `<wfpdiag><filters>${items}</filters></wfpdiag>`
const ruleOf = (text: string) => {
  const result = readWfpRules(bytes(text))
  if ('reason' in result) throw new Error(result.reason)
  return result.rules[0]
}

test('each filter of a real machine at the authorization layers is a rule', (t) => {
  const file = corpus(t, 'wfp/show-filters.xml')
  if (file === null) return
  const document = readWfpXml(readFileSync(file))
  t.is('document' in document ? document.document.filters.length : 0, 286)
  t.is('document' in document ? document.document.providers.length : 0, 15)
  const result = readWfpRules(readFileSync(file))
  if ('reason' in result) return t.fail(result.reason)
  t.is(result.rules.length, 136)
  t.is(new Set(result.rules.map(({ id }) => id)).size, 136)
  t.is(result.losses.length, 4)
  t.true(result.losses.every(({ reason }) => reason.startsWith('FWP_ACTION_CALLOUT_UNKNOWN')))
  t.is(result.rules.filter(({ action }) => action === 'block').length, 16)
  t.true(result.rules.some(({ service, protocol }) => service === 'W32Time' && protocol === 'udp'))
})

test('show state, which prints a second root element, is read', (t) => {
  const text = `<wfpstate><layers><item><layer/><filters>${item('')}</filters></item></layers></wfpstate>\n<firewallState><dynamicKeywordAddresses/></firewallState>`
  t.is(ruleOf(text)?.displayName, 'n')
})

test('UTF-16, as a shell redirects it, is read', (t) => {
  const result = readWfpRules(Buffer.from(`\ufeff${filters(item(''))}`, 'utf16le'))
  t.is('rules' in result ? result.rules.length : 0, 1)
})

test('layers and fields are known by name and by GUID', (t) => {
  const port = condition('{0C1BA1AF-5765-453F-AF22-A8F791AC775B}', 'EQUAL', 'FWP_UINT16', '<uint16>80</uint16>')
  const rule = ruleOf(filters(item(port, '{c38d57d1-05a7-4c33-904f-7fbceee60e82}')))
  t.is(rule?.direction, 'out')
  t.deepEqual(rule?.localPorts, ['80'])
})

test('what Windows Firewall makes of the keyword RPC is the keyword again', (t) => {
  const rpc = condition('FWPM_CONDITION_ALE_SIO_FIREWALL_SYSTEM_PORT', 'EQUAL', 'FWP_UINT32', '<uint32>1</uint32>')
  t.deepEqual(ruleOf(filters(item(rpc)))?.localPorts, ['RPC'])
})

test('conditions and actions without a key stay under their own names', (t) => {
  const strange =
    condition('FWPM_CONDITION_ALE_PACKAGE_ID', 'NOT_EQUAL', 'FWP_SID', '<sid>S-1-0-0</sid>') +
    condition('FWPM_CONDITION_IP_REMOTE_PORT', 'NOT_EQUAL', 'FWP_UINT16', '<uint16>7</uint16>') +
    condition('__proto__', 'EQUAL', 'FWP_UINT8', '<uint8>1</uint8>') +
    condition('constructor', 'EQUAL', 'FWP_NEW_TYPE', '<new><a>1</a><b>2</b></new>')
  const rule = ruleOf(filters(item(strange, undefined, 'FWP_ACTION_FUTURE')))
  t.is(rule?.other?.action, 'FWP_ACTION_FUTURE')
  t.deepEqual(rule?.other?.FWPM_CONDITION_ALE_PACKAGE_ID, ['FWP_MATCH_NOT_EQUAL FWP_SID S-1-0-0'])
  t.deepEqual(rule?.other?.FWPM_CONDITION_IP_REMOTE_PORT, ['FWP_MATCH_NOT_EQUAL FWP_UINT16 7'])
  t.deepEqual(Object.getOwnPropertyDescriptor(rule?.other, 'constructor')?.value, ['FWP_MATCH_EQUAL FWP_NEW_TYPE 1 2'])
  t.deepEqual(rule?.remotePorts, [])
})

test('filters at other layers are no rules', (t) => {
  t.is(ruleOf(filters(item('', 'FWPM_LAYER_INBOUND_IPPACKET_V4'))), undefined)
})

test('document types, unknown entities and broken XML are refused with their place', (t) => {
  for (const [text, line, column] of [
    ['<!DOCTYPE wfpdiag [<!ENTITY a "b">]><wfpdiag/>', 1, 1],
    [`<wfpdiag><filters>\n<item><name>&x;</name></item></filters></wfpdiag>`, 2, 13],
    ['<wfpdiag>\n<filters></wfpdiag>', 2, 10],
    ['<wfpdiag><filters>', 1, 19],
    ['<other/>', 1, 1],
    ['', 1, 1],
    ['<wfpdiag><!-- ', 1, 10],
    [`<wfpdiag>${'<a>'.repeat(100)}`, 1, 199],
  ] as const) {
    const result = readWfpXml(bytes(text))
    t.true('reason' in result, text)
    if ('reason' in result) t.deepEqual([result.line, result.column], [line, column], text)
  }
})

test('no text crashes the reader', (t) => {
  const words = [
    '<',
    '>',
    '</',
    '/>',
    '<item>',
    '</item>',
    '<filters>',
    '<wfpdiag>',
    '<type>',
    'FWP_RANGE_TYPE',
    '&',
    ';',
    '"',
    '<![CDATA[',
    ']]>',
    '-',
    '{',
    '\u0000',
    '\ud800',
  ]
  const soup = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 60 })
    .map((parts) => parts.join(''))
  t.notThrows(() =>
    fc.assert(
      fc.property(soup, (text) => void readWfpRules(bytes(text))),
      { numRuns: 2000 },
    ),
  )
  t.notThrows(() => fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (data) => void readWfpRules(data))))
  const value = fc
    .oneof(fc.constantFrom('10.0.0.1', '::', '1-2', '4294967296', '-', ''), fc.string())
    .map((text) => text.replace(/[<&]/g, ''))
  const hostile = fc.tuple(
    fc.constantFrom('FWP_UINT8', 'FWP_UINT16', 'FWP_RANGE_TYPE', 'FWP_V4_ADDR_MASK', 'FWP_BYTE_BLOB_TYPE'),
    value,
    value,
  )
  t.notThrows(() =>
    fc.assert(
      fc.property(hostile, ([type, a, b]) => {
        const payload = `<v><addr>${a}</addr><mask>${b}</mask><data>${a}</data><valueLow><type>${type}</type><x>${a}</x></valueLow></v>`
        for (const field of [
          'IP_PROTOCOL',
          'IP_LOCAL_PORT',
          'IP_REMOTE_ADDRESS',
          'ALE_APP_ID',
          'ALE_USER_ID',
          'CURRENT_PROFILE_ID',
        ])
          readWfpRules(bytes(filters(item(condition(`FWPM_CONDITION_${field}`, 'EQUAL', type, payload)))))
      }),
    ),
  )
})

test('long hostile input is refused in time that grows with its length', (t) => {
  for (const [head, piece, length] of [
    ['', '<', 1_000_000],
    ['', '<a ', 500_000],
    ['', '<![CDATA[', 200_000],
    ['', '&', 1_000_000],
    ['<wfpdiag>', '<item a="', 200_000],
  ] as const) {
    const ratio = growth((size) => {
      t.true('reason' in readWfpXml(bytes(`${head}${piece.repeat(size)}`)))
    }, length / 4)
    t.true(ratio < LINEAR, `${piece}: ${ratio}`)
  }
})

test('a reference to anything but a character or one of the five names of XML is a fault', (t) => {
  for (const reference of ['&toString;', '&valueOf;', '&nbsp;', '&#0;', '&#xD800;', '&#x110000;', '&']) {
    const text = filters(item('')).replace('<name>n</name>', `<name>${reference}</name>`)
    t.true('reason' in readWfpRules(bytes(text)), reference)
  }
  const text = filters(item('')).replace('<name>n</name>', '<name>&lt;&#65;&#x42;&amp;&quot;&apos;&gt;</name>')
  t.is(ruleOf(text)?.displayName, `<AB&"'>`)
})
