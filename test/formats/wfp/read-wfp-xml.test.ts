// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import fc from 'fast-check'
import { readWfpRules } from '../../../src/formats/wfp/read-wfp-rules.ts'
import { readWfpXml, visitWfpXml } from '../../../src/formats/wfp/read-wfp-xml.ts'
import { corpus } from '../../support/corpus.ts'
import { growth, LINEAR } from '../../support/growth.ts'
import { samples } from '../../support/samples.ts'

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

const isFaulty = (text: string): boolean => {
  const result = readWfpXml(bytes(text))
  return 'reason' in result || result.faults.length > 0
}

test('each filter of a real machine at the authorization layers is a rule', (t) => {
  const file = corpus(t, 'wfp/show-filters.xml')
  if (file === null) return
  const document = readWfpXml(readFileSync(file))
  t.is('document' in document ? document.document.filters.length : 0, 286)
  t.is('document' in document ? document.document.providers.length : 0, 15)
  const result = readWfpRules(readFileSync(file))
  if ('reason' in result) return t.fail(result.reason)
  t.is(result.rules.length, 130)
  t.is(new Set(result.rules.map(({ id }) => id)).size, 130)
  const lost = result.losses.filter(({ rule }) => rule !== null)
  t.deepEqual(lost.map(({ field }) => field).sort(), [
    'action',
    'action',
    'action',
    'action',
    'remotePorts',
    'remotePorts',
  ])
  const elsewhere = result.losses.filter(({ rule }) => rule === null)
  t.is(
    elsewhere.reduce((sum, { reason }) => sum + Number.parseInt(reason, 10), 0),
    286 - 136,
  )
  t.is(result.rules.filter(({ action }) => action === 'block').length, 14)
  t.true(result.rules.some(({ service, protocol }) => service === 'W32Time' && protocol === 'udp'))
})

const TCP = condition('FWPM_CONDITION_IP_PROTOCOL', 'EQUAL', 'FWP_UINT8', '<uint8>6</uint8>')

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
  const rule = ruleOf(filters(item(TCP + port, '{c38d57d1-05a7-4c33-904f-7fbceee60e82}')))
  t.is(rule?.direction, 'out')
  t.deepEqual(rule?.localPorts, ['80'])
})

test('what Windows Firewall makes of the keyword RPC is the keyword again', (t) => {
  const rpc = condition('FWPM_CONDITION_ALE_SIO_FIREWALL_SYSTEM_PORT', 'EQUAL', 'FWP_UINT32', '<uint32>1</uint32>')
  t.deepEqual(ruleOf(filters(item(TCP + rpc)))?.localPorts, ['RPC'])
})

test('conditions without a key stay under their own names', (t) => {
  const strange = condition('FWPM_CONDITION_ALE_PACKAGE_ID', 'NOT_EQUAL', 'FWP_SID', '<sid>S-1-0-0</sid>')
  const rule = ruleOf(filters(item(strange)))
  t.deepEqual(rule?.other?.FWPM_CONDITION_ALE_PACKAGE_ID, ['FWP_MATCH_NOT_EQUAL FWP_SID S-1-0-0'])
})

test('an ICMP type that stands by itself is one', (t) => {
  const icmp = condition('FWPM_CONDITION_IP_PROTOCOL', 'EQUAL', 'FWP_UINT8', '<uint8>1</uint8>')
  const echo = condition('FWPM_CONDITION_ORIGINAL_ICMP_TYPE', 'EQUAL', 'FWP_UINT16', '<uint16>8</uint16>')
  t.deepEqual(ruleOf(filters(item(icmp + echo)))?.icmpTypes, ['8:*'])
})

test('a filter of which anything was not understood is no rule, and is listed with its text', (t) => {
  const whole = item(condition('FWPM_CONDITION_IP_REMOTE_PORT', 'EQUAL', 'FWP_UINT16', '<uint16>7</uint16>'))
  const tcp = condition('FWPM_CONDITION_IP_PROTOCOL', 'EQUAL', 'FWP_UINT8', '<uint8>6</uint8>')
  for (const one of [
    item(tcp, undefined, 'FWP_ACTION_CALLOUT_TERMINATING'),
    item(tcp, undefined, 'FWP_ACTION_PERMTT'),
    item(tcp + condition('FWPM_CONDITION_IP_REMOTE_PORT', 'NOT_EQUAL', 'FWP_UINT16', '<uint16>7</uint16>')),
    item(tcp + condition('FWPM_CONDITION_IP_REMOTE_PQRT', 'EQUAL', 'FWP_UINT16', '<uint16>7</uint16>')),
    item(condition('FWPM_CONDITION_ORIGINAL_ICMP_TYPE', 'EQUAL', 'FWP_UINT16', '<uint16>8</uint16>')),
    item(condition('__proto__', 'EQUAL', 'FWP_UINT8', '<uint8>1</uint8>')),
    item(condition('constructor', 'EQUAL', 'FWP_NEW_TYPE', '<new><a>1</a><b>2</b></new>')),
    item(tcp).replace('<filterCondition>', '<filterCondition numItems="2">'),
    item(tcp).replaceAll('filterCondition>', 'filterCondtion>'),
    item(tcp).replace('<matchType>', '<matchTpye>').replace('</matchType>', '</matchTpye>'),
    whole,
  ]) {
    const result = readWfpRules(bytes(filters(one)))
    if ('reason' in result) throw new Error(result.reason)
    t.deepEqual(result.rules, [], one)
    t.truthy(result.losses[0]?.text, one)
  }
})

test('a damaged place costs the filter in which it lies', (t) => {
  const good = item('')
  for (const broken of [
    good.replace('</item>', ''),
    good.replace('</item>', '</itm>'),
    good.replace('<item>', '<itm>'),
    good.replace('<name>', '<nam'),
    good.replace('<name>', '<name>&x;'),
    good.replace('<name>', '<!-- '),
  ]) {
    const result = readWfpRules(bytes(filters(good + broken + good + good)))
    if ('reason' in result) throw new Error(result.reason)
    t.is(result.rules.length, 3, broken)
    t.is(result.losses.length, 1, broken)
  }
})

test('the text of an element is the same however it is written', (t) => {
  for (const text of [
    'Rule of a site',
    '  Rule of a site\n\t',
    'Rule<!-- none --> of a site',
    '<![CDATA[Rule of a site]]>',
    'Rule<![CDATA[ of ]]>a site',
    'Rule&#32;of a site',
    '\u00a0Rule of a site\u3000',
    '\r\nRule of a site',
  ])
    t.is(ruleOf(filters(item('').replace('<name>n</name>', `<name>${text}</name >`)))?.displayName, 'Rule of a site')
  for (const text of ['a > b', 'Größe', 'a\u0001b', 'x'.repeat(300), '</nam'.slice(2)])
    t.is(ruleOf(filters(item('').replace('<name>n</name>', `<name>${text}</name>`)))?.displayName, text)
  t.true(isFaulty(filters(item('').replace('<name>n</name>', '<name>n</names>'))))
})

test('filters at other layers are no rules', (t) => {
  t.is(ruleOf(filters(item('', 'FWPM_LAYER_INBOUND_IPPACKET_V4'))), undefined)
})

test('document types, unknown entities and broken XML are faults with their place', (t) => {
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
    const fault = 'reason' in result ? result : result.faults[0]
    t.deepEqual([fault?.line, fault?.column], [line, column], text)
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
      { numRuns: samples(500) },
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
      t.true(isFaulty(`${head}${piece.repeat(size)}`))
    }, length / 4)
    t.true(ratio < LINEAR, `${piece}: ${ratio}`)
  }
})

test('a reference to anything but a character or one of the five names of XML is a fault', (t) => {
  for (const reference of ['&toString;', '&valueOf;', '&nbsp;', '&#0;', '&#xD800;', '&#x110000;', '&']) {
    const text = filters(item('')).replace('<name>n</name>', `<name>${reference}</name>`)
    t.true(isFaulty(text), reference)
  }
  const text = filters(item('')).replace('<name>n</name>', '<name>&lt;&#65;&#x42;&amp;&quot;&apos;&gt;</name>')
  t.is(ruleOf(text)?.displayName, `<AB&"'>`)
})

/** Everything that a reader is told of a document, in its order. */
const told = (text: string, window?: number): unknown => {
  const all: unknown[] = []
  const result = visitWfpXml(
    bytes(text),
    (filter) => all.push(['filter', filter]),
    (provider) => all.push(['provider', provider]),
    window,
  )
  return { all, result }
}

test('a document that is read in windows says what it says as a whole, damaged or not', (t) => {
  const part = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(item(TCP), item('').replace('<name>n', '<name>Größe 漢字 😀 of a rule')) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('\n\t', '<!-- </item> -->', `</filters>${'<a>b</a>'.repeat(200)}<filters>`),
    },
    fc.constantFrom('</filters><providers><item><serviceName>s</serviceName></item></providers><filters>', '</itm>'),
    fc.constantFrom('<item>', '</item>', '<!-- ', '&x;', '<nam', '<![CDATA[ ', '</filters>', item('').slice(0, 300)),
  )
  let whole = 0
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), fc.integer({ min: 50, max: 3000 }), (parts, window) => {
      const text = `\ufeff${filters(parts.join(''))}`
      const expected = told(text) as { readonly result: { readonly faults?: readonly unknown[] } }
      if (expected.result.faults?.length === 0) whole++
      t.deepEqual(told(text, window), expected)
    }),
    { numRuns: samples(300) },
  )
  t.true(whole > 0)
})
