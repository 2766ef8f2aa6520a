// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { formatAddressSet, parseAddress } from '../../../src/formats/address/address-set.ts'
import { formatIPv4 } from '../../../src/formats/address/ip.ts'
import { comAddress } from '../../../src/formats/dsc/com-address.ts'
import { readNativeRule } from '../../../src/formats/dsc/read-native-rule.ts'
import { toNativeRule } from '../../../src/formats/dsc/to-native-rule.ts'
import { rule as sampleRule } from '../../targets/dsc/sample-policy.ts'

const rule = sampleRule()

test('addresses are spelled as Windows gives them back', (t) => {
  t.is(comAddress('10.0.0.10'), '10.0.0.10/255.255.255.255')
  t.is(comAddress('10.10.0.0/16'), '10.10.0.0/255.255.0.0')
  t.is(comAddress('10.0.0.0/8'), '10.0.0.0/255.0.0.0')
  t.is(comAddress('198.18.0.0/15'), '198.18.0.0/255.254.0.0')
  t.is(comAddress('0.0.0.0/1'), '0.0.0.0/128.0.0.0')
  t.is(comAddress('0.0.0.0/0'), '0.0.0.0-255.255.255.255')
  t.is(comAddress('192.0.2.1-192.0.2.9'), '192.0.2.1-192.0.2.9')
  t.is(comAddress('2001:db8::/32'), '2001:db8::/32')
  t.is(comAddress('LocalSubnet'), 'LocalSubnet')
})

test('every network of IPv4 means the same after it was written with its mask', (t) => {
  t.notThrows(() =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), fc.integer({ min: 1, max: 32 }), (value, bits) => {
        const size = 2 ** (32 - bits)
        const text = `${formatIPv4(Math.floor(value / size) * size)}/${bits}`
        const [want, got] = [text, comAddress(text) ?? ''].map((one) => parseAddress(one))
        return want != null && got != null && formatAddressSet(want).join() === formatAddressSet(got).join()
      }),
    ),
  )
})

test('every profile is All, and reads back as any', (t) => {
  const native = toNativeRule({ ...rule, profiles: ['public', 'domain', 'private'] })
  t.deepEqual(native.profiles, ['All'])
  t.deepEqual(readNativeRule({ ...native }).rules[0]?.profiles, [])
  t.deepEqual(toNativeRule({ ...rule, profiles: ['public', 'domain'] }).profiles, ['Domain', 'Public'])
  t.deepEqual(toNativeRule({ ...rule, profiles: [] }).profiles, ['All'])
})
