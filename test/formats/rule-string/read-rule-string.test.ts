// SPDX-License-Identifier: MIT
import test from 'ava'
import { readRuleString } from '../../../src/formats/rule-string/read-rule-string.ts'

const WHOLE =
  'v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=445|RA4=10.0.0.1|App=C:\\a.exe|Svc=s|Name=N|LUAuth=O:LSD:(A;;CC;;;AU)|'

test('a whole string is a rule', (t) => {
  const { rules, losses } = readRuleString('id', WHOLE)
  t.deepEqual(losses, [])
  t.deepEqual(rules[0]?.remoteAddresses, ['10.0.0.1'])
})

test('a string cut anywhere is no rule, or says all that stands before the cut', (t) => {
  for (let end = 0; end < WHOLE.length; end++) {
    const text = WHOLE.slice(0, end)
    const { rules, losses } = readRuleString('id', text)
    // Behind its name a rule may end; a cut there leaves a string that Windows would take.
    const isString = text.endsWith('|') && text.includes('|Name=N|')
    t.is(rules.length, isString ? 1 : 0, text)
    if (!isString) t.is(losses[0]?.text, text)
  }
})

test('a field that was not understood makes the rule unsayable, never wider', (t) => {
  for (const [from, to] of [
    ['Protocol=6', 'Protoool=6'],
    ['Protocol=6|', ''],
    ['Protocol=6', 'Protocol=1'],
    ['LPort=445', 'LPort=http'],
    ['RA4=10.0.0.1', 'RA4=10.0.0'],
    ['RA4=10.0.0.1', 'RA5=10.0.0.1'],
    ['RA4=10.0.0.1', 'RA4='],
    ['Dir=In', 'Dir=sideways'],
    ['Action=Allow', 'Action=maybe'],
    ['Active=TRUE', 'Active=perhaps'],
    ['Dir=In|Protocol=6|LPort=445', 'Dir=Out|Protocol=6|LPort=RPC'],
    ['Name=N|', ''],
    ['App=C:\\a.exe', 'App='],
    ['Svc=s', 'Svc=s|Svc=t'],
    ['LUAuth=O:LSD:(A;;CC;;;AU)', 'LUAuth=O:LSD:(A;;CC'],
    ['Name=N|', 'Name=N|AppPkgId=|'],
    ['Name=N|', 'Name=N|Edge=maybe|'],
    ['Name=N|', 'Name=\ufffd|'],
    ['v2.30', '2.30'],
  ] as const) {
    const text = WHOLE.replace(from, to)
    const { rules, losses } = readRuleString('id', text)
    t.deepEqual(rules, [], text)
    t.is(losses[0]?.text, text)
    t.is(losses[0]?.rule, 'id')
  }
})
