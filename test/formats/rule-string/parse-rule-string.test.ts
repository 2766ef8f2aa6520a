// SPDX-License-Identifier: MIT
import test from 'ava'
import { formatRuleString } from '../../../src/formats/rule-string/format-rule-string.ts'
import { parseRuleString } from '../../../src/formats/rule-string/parse-rule-string.ts'
import { growth, LINEAR } from '../../support/growth.ts'
import { sampleRule } from './sample-rule.ts'

const read = (text: string) => parseRuleString('{ID}', text)

test('every key of a rule is read from its field', (t) => {
  const { rule, issues } = read(
    'v2.31|Action=Block|Active=TRUE|Dir=Out|Protocol=17|Profile=Private|LPort=1|LPort2_10=2-3|RPort=4|LA4=192.0.2.0/255.255.255.0|' +
      'RA42=IntrAnet|RA62=IntrAnet|RA4=192.0.2.1|RA6=fe80::/64|IFType=Wireless|App=C:\\a.exe|Svc=s|Name=N|Desc=D|EmbedCtxt=G|Edge=TRUE|',
  )
  t.deepEqual(issues, [])
  t.deepEqual(
    rule,
    sampleRule({
      id: '{ID}',
      displayName: 'N',
      description: 'D',
      group: 'G',
      direction: 'out',
      action: 'block',
      profiles: ['private'],
      protocol: 'udp',
      localPorts: ['1', '2-3'],
      remotePorts: ['4'],
      localAddresses: ['192.0.2.0/24'],
      remoteAddresses: ['Intranet', '192.0.2.1', 'fe80::/64'],
      program: 'C:\\a.exe',
      service: 's',
      interfaceTypes: ['Wireless'],
      other: { version: '2.31', Edge: 'TRUE' },
    }),
  )
})

test('a missing Active means disabled, a missing Protocol any, missing profiles all', (t) => {
  const { rule } = read('v2.10|Action=Allow|Dir=In|Name=N|')
  t.false(rule.enabled)
  t.is(rule.protocol, 'any')
  t.deepEqual(rule.profiles, ['domain', 'private', 'public'])
})

test('the three profiles listed one by one are the same rule, and come back as they were', (t) => {
  const text = 'v2.30|Action=Allow|Active=TRUE|Dir=In|Profile=Domain|Profile=Private|Profile=Public|Name=N|'
  const { rule } = read(text)
  t.deepEqual(rule.profiles, ['domain', 'private', 'public'])
  t.deepEqual(rule.other, { version: '2.30' })
  t.is(formatRuleString(rule), text)
  t.is(formatRuleString({ ...rule, displayName: 'M' }), 'v2.30|Action=Allow|Active=TRUE|Dir=In|Name=M|')
})

test('LocalSubnet of both families is one keyword, of one family that of the family', (t) => {
  const remote = (fields: string) => read(`v2.10|Action=Allow|Active=TRUE|Dir=In|${fields}Name=N|`).rule.remoteAddresses
  t.deepEqual(remote('RA4=LocalSubnet|RA6=LocalSubnet|RA6=ff02::1|'), ['LocalSubnet', 'ff02::1'])
  t.deepEqual(remote('RA4=LocalSubnet|'), ['LocalSubnet4'])
  t.deepEqual(remote('RA6=LocalSubnet|RA6=fe80::/64|'), ['LocalSubnet6', 'fe80::/64'])
})

test('pairs of port tokens are one keyword', (t) => {
  t.deepEqual(
    read('v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort2_10=IPTLSIn|LPort2_10=IPHTTPSIn|Name=N|').rule
      .localPorts,
    ['IPHTTPSIn'],
  )
  t.deepEqual(
    read('v2.10|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|RPort2_10=IPTLSOut|RPort2_10=IPHTTPSOut|Name=N|').rule
      .remotePorts,
    ['IPHTTPSOut'],
  )
})

test('service rules written by hand are read: other case, names of protocols, lists with commas, any order', (t) => {
  const text = 'V2.0|Dir=in|LPORT=1-553,555|rport=3268,389|Protocol=tcp|app=%windir%\\a.exe|Action=Allow|LOM=TRUE|'
  const { rule, issues } = read(text)
  t.deepEqual(issues, [])
  t.is(rule.direction, 'in')
  t.is(rule.protocol, 'tcp')
  t.deepEqual(rule.localPorts, ['1-553', '555'])
  t.deepEqual(rule.remotePorts, ['3268', '389'])
  t.is(rule.program, '%windir%\\a.exe')
  t.deepEqual(rule.other, { version: '2.0', LOM: 'TRUE' })
  t.is(formatRuleString(rule), text)
})

test('what is not understood is an issue, stays under other and is never an allowance', (t) => {
  const text = 'v2.10|Action=Maybe|Active=TRUE|Dir=In|Protocol=6|LPort=http|RA4=1.2.3|Name=N|Name=M|New=1|New=2|loose|'
  const { rule, issues } = read(text)
  t.is(rule.action, 'block')
  t.deepEqual(rule.other, {
    version: '2.10',
    Action: 'Maybe',
    LPort: 'http',
    RA4: '1.2.3',
    Name: 'M',
    New: ['1', '2'],
  })
  t.deepEqual(
    issues.map(({ field }) => field),
    ['Action', 'LPort', 'RA4', 'Name', 'rule'],
  )
  t.is(formatRuleString(rule), text)
})

test('ICMP types of the other family are an issue', (t) => {
  const { rule, issues } = read('v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=1|ICMP6=128:*|Name=N|')
  t.deepEqual(rule.icmpTypes, [])
  t.deepEqual(issues, [{ field: 'ICMP6', reason: 'needs Protocol=58' }])
})

test('text that is no rule string gives issues, not an exception', (t) => {
  for (const text of ['', '|', 'hello', 'v2|', 'v2.10', 'v2.10||||', 'v999.999|=|', '__proto__=1|', '\0'])
    t.true(read(text).issues.length > 0, JSON.stringify(text))
})

test('a key that is a name of JavaScript objects is a key like any other', (t) => {
  const text = 'v2.10|Action=Allow|Active=TRUE|Dir=In|Name=N|__proto__=1|constructor=2|'
  const { rule } = read(text)
  t.deepEqual(Object.entries(rule.other ?? {}), [
    ['version', '2.10'],
    ['__proto__', '1'],
    ['constructor', '2'],
  ])
  t.is(formatRuleString(rule), text)
})

test('a string with very many fields is read in linear time', (t) => {
  const fields = Array.from({ length: 100_000 }, (_, i) => `LPort=${i % 65536}|LPort=RPC|Other${i}=1|RA4=DNS|`)
  const head = 'v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|'
  t.true(growth((size) => read(`${head}${fields.slice(0, size).join('')}`), 25_000) < LINEAR)
})
