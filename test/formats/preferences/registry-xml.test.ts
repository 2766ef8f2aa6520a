// SPDX-License-Identifier: MIT
import test from 'ava'
import { preferenceItem, preferenceReason } from '../../../src/formats/preferences/preference-item.ts'
import { readRegistryXml } from '../../../src/formats/preferences/read-registry-xml.ts'
import { writeRegistryXml } from '../../../src/formats/preferences/write-registry-xml.ts'
import type { RegistryValue } from '../../../src/formats/rule/registry-value.ts'
import { readXml } from '../../../src/formats/xml/read-xml.ts'
import { corpusFiles } from '../../support/corpus.ts'

const KEY = 'HKLM\\Software\\Microsoft\\Rpc\\Internet'
const UID = '{11111111-2222-4333-8444-555555555555}'

const write = (values: readonly RegistryValue[]): string =>
  new TextDecoder().decode(writeRegistryXml(values.map((value) => preferenceItem(value, UID, '2000-01-01 00:00:00'))))

const read = (text: string) => {
  const result = readXml(new TextEncoder().encode(text))
  return 'root' in result ? readRegistryXml(result.root) : null
}

test('values are items that replace and go with the Group Policy object', (t) => {
  t.is(
    write([
      { key: KEY, name: 'Ports', type: 'REG_MULTI_SZ', data: ['50000-50199', '51000-51099'] },
      { key: KEY, name: 'UseInternetPorts', type: 'REG_SZ', data: 'Y' },
    ]),
    '<?xml version="1.0" encoding="utf-8"?>\r\n' +
      '<RegistrySettings clsid="{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}">' +
      `<Registry clsid="{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}" name="Ports" status="Ports" image="6" changed="2000-01-01 00:00:00" uid="${UID}" bypassErrors="1" removePolicy="1">` +
      '<Properties action="R" displayDecimal="0" default="0" hive="HKEY_LOCAL_MACHINE" key="Software\\Microsoft\\Rpc\\Internet" name="Ports" type="REG_MULTI_SZ" value="50000-50199 51000-51099">' +
      '<Values><Value>50000-50199</Value><Value>51000-51099</Value></Values></Properties></Registry>\r\n' +
      `\t<Registry clsid="{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}" name="UseInternetPorts" status="UseInternetPorts" image="6" changed="2000-01-01 00:00:00" uid="${UID}" bypassErrors="1" removePolicy="1">` +
      '<Properties action="R" displayDecimal="0" default="0" hive="HKEY_LOCAL_MACHINE" key="Software\\Microsoft\\Rpc\\Internet" name="UseInternetPorts" type="REG_SZ" value="Y"/></Registry>\r\n' +
      '</RegistrySettings>\r\n',
  )
})

test('values of every type come back', (t) => {
  const values: readonly RegistryValue[] = [
    { key: KEY, name: 'a "b" & <c>', type: 'REG_SZ', data: '<x> & "y"' },
    { key: KEY, name: 'expand', type: 'REG_EXPAND_SZ', data: '%SystemRoot%' },
    { key: KEY, name: 'list', type: 'REG_MULTI_SZ', data: ['a', 'b c'] },
    { key: KEY, name: 'number', type: 'REG_DWORD', data: 0xdeadbeef },
    { key: KEY, name: 'large', type: 'REG_QWORD', data: '18446744073709551615' },
    { key: KEY, name: 'bytes', type: 'REG_BINARY', data: '00ff' },
  ]
  t.deepEqual(read(write(values)), { values, losses: [] })
})

test('the shape of an item is that of Windows', (t) => {
  const files = corpusFiles(t, 'gpo/steamroller', /^Registry\.xml$/)
  if (files === null) return
  const names = (text: string): readonly string[] =>
    [...text.matchAll(/ ([A-Za-z]+)="/g)].map((match) => match[1] as string)
  const real = new TextDecoder().decode(files[0]?.bytes).split('\n')[1] ?? ''
  const ours = write([{ key: KEY, name: 'N', type: 'REG_DWORD', data: 1 }]).split('\r\n')[1] ?? ''
  t.deepEqual(
    names(ours).filter((name) => name !== 'bypassErrors' && name !== 'removePolicy'),
    names(real),
  )
  const result = read(new TextDecoder().decode(files[0]?.bytes))
  t.is(result?.values.length, 5)
  t.deepEqual(result?.losses, [])
  t.like(result?.values[0], { name: 'NoNameReleaseOnDemand', type: 'REG_DWORD', data: 1 })
})

test('deleted values are markers, disabled items are left out, collections are looked into', (t) => {
  const item = (attributes: string, properties: string) =>
    `<Registry ${attributes}><Properties hive="HKEY_LOCAL_MACHINE" key="K" type="REG_SZ" value="v" ${properties}/></Registry>`
  t.deepEqual(
    read(
      `<RegistrySettings>${item('', 'action="D" name="gone"')}${item('disabled="1"', 'action="U" name="off"')}` +
        `<Collection><Collection>${item('', 'action="U" name="in"')}</Collection></Collection></RegistrySettings>`,
    ),
    {
      values: [
        { key: 'HKLM\\K', name: '**del.gone', type: 'REG_SZ', data: ' ' },
        { key: 'HKLM\\K', name: 'in', type: 'REG_SZ', data: 'v' },
      ],
      losses: [],
    },
  )
})

test('what is not understood is a loss', (t) => {
  const result = read(
    '<RegistrySettings><Registry/><Registry><Properties hive="HKEY_LOCAL_MACHINE" action="U" type="REG_DWORD" value="xyz"/></Registry></RegistrySettings>',
  )
  t.is(result?.losses.length, 2)
  t.not(preferenceReason({ key: 'K', name: 'N', type: 'REG_SZ', data: '' }), null)
  t.not(preferenceReason({ key: KEY, name: '', type: 'REG_SZ', data: '' }), null)
  t.not(preferenceReason({ key: KEY, name: 'N', type: 'REG_NONE', data: '' }), null)
})
