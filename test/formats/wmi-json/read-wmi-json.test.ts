// SPDX-License-Identifier: MIT
import test from 'ava'
import { readJsonValues } from '../../../src/formats/json/read-json.ts'
import { readWmiJson } from '../../../src/formats/wmi-json/read-wmi-json.ts'
import type { WmiAnswers } from '../../../src/formats/wmi-json/wmi-instance.ts'

const read = (...values: readonly unknown[]): WmiAnswers => {
  const json = readJsonValues(values.map((value) => JSON.stringify(value)).join('\n'))
  if ('fault' in json) throw new Error(json.fault)
  return readWmiJson(json.nodes)
}

const classes: readonly (readonly [what: string, value: unknown])[] = [
  [
    'the context of an answer',
    { '@odata.context': 'https://cm01/AdminService/wmi/$metadata#SMS_Boundary', value: [{ Value: 'x' }] },
  ],
  [
    'the context of chosen columns',
    { '@odata.context': 'https://cm01:443/AdminService/wmi/$metadata#SMS_Boundary(Value)', value: [{ Value: 'x' }] },
  ],
  ['the context of one object', { '@odata.context': '$metadata#AdminService.SMS_Boundary/$entity', Value: 'x' }],
  ['the type of an object', { '@odata.type': '#AdminService.SMS_Boundary', Value: 'x' }],
  ['a CIM object', { Value: 'x', CimClass: { CimClassName: 'SMS_Boundary' } }],
  ['a CIM object cut by its depth', { Value: 'x', CimClass: 'root/sms/site_PS1:SMS_Boundary' }],
  [
    'the system properties of a CIM object',
    { Value: 'x', CimSystemProperties: { ClassName: 'SMS_Boundary', ServerName: 'cm01' } },
  ],
  ['a WMI object', { __CLASS: 'SMS_Boundary', __PATH: 'x', Value: 'x' }],
  ['an object of the console', { SmsProviderObjectPath: 'SMS_Boundary.BoundaryID=16777217', Value: 'x' }],
  ['a list a class', { SMS_Boundary: [{ Value: 'x' }] }],
  ['an object a class', { SMS_Boundary: { Value: 'x' } }],
  ['a list of answers', [{ '@odata.context': '#SMS_Boundary', value: [{ Value: 'x' }] }]],
  ['a list that PowerShell wraps', { '@odata.context': '#SMS_Boundary', value: [{ Value: 'x' }], Count: 1 }],
]
for (const [what, value] of classes)
  test(`${what} names the class`, (t) => {
    const { instances, strays, refusals } = read(value)
    t.deepEqual(
      instances.map(({ className, values }) => [className, values.get('value')]),
      [['SMS_Boundary', 'x']],
    )
    t.deepEqual([strays, refusals], [[], []])
  })

test('several answers stand in one file, one after the other', (t) => {
  const { instances } = read({ value: [{ A: 1 }, { A: true }] }, [{ A: false }], { A: null, B: [1, 'two', null] })
  t.deepEqual(
    instances.map(({ values, lists }) => [values.get('a'), lists.get('b')]),
    [
      ['1', undefined],
      ['1', undefined],
      ['0', undefined],
      [undefined, ['1', 'two']],
    ],
  )
})

test('embedded objects are kept, a single one and a wrapped list too', (t) => {
  const props = { PropertyName: 'SSBPort', Value: 4022 }
  const found = read({ Props: [props] }, { Props: props }, { Props: { value: [props], Count: 1 } }).instances
  t.deepEqual(
    found.map(({ embedded }) => embedded.get('props')?.map(({ values }) => values.get('value'))),
    [['4022'], ['4022'], ['4022']],
  )
})

test('an error instead of an answer is a refusal with its reason', (t) => {
  const context = { '@odata.context': '#SMS_Boundary' }
  const { refusals, instances } = read(
    { ...context, error: { code: '403', message: 'Forbidden' } },
    { ...context, error: { code: '', message: { lang: 'en', value: 'No rights' } } },
    { ...context, error: 'gone' },
    { ...context, error: { code: '500' } },
  )
  t.deepEqual(
    refusals.map(({ className, reason }) => `${className} ${reason}`),
    ['SMS_Boundary Forbidden', 'SMS_Boundary No rights', 'SMS_Boundary gone', 'SMS_Boundary 500'],
  )
  t.deepEqual(instances, [])
})

test('an answer without objects is an answer', (t) => {
  t.deepEqual(read({ '@odata.context': '#SMS_Boundary', value: [] }).answered, ['SMS_Boundary'])
})

test('values that are no objects are told with their places', (t) => {
  t.deepEqual(read(5, ['x'], {}).strays, [0, 3, 8])
})
