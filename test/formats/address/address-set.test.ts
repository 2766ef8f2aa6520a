// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import {
  type AddressSet,
  addressesCover,
  formatAddressSet,
  intersectAddresses,
  isAnyAddress,
  parseAddress,
  parseAddresses,
  subtractAddresses,
  unionAddresses,
} from '../../../src/formats/address/address-set.ts'
import { formatIPv4, formatIPv6, parseIPv4, parseIPv6 } from '../../../src/formats/address/ip.ts'

const texts = (...list: string[]): readonly string[] => formatAddressSet(parseAddresses(list) as AddressSet)

/** Small numbers meet each other often. */
const smallSet = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.nat(40), fc.nat(6))
        .map(([first, length]): AddressSet => ({ v4: [{ first, last: first + length }], v6: [], keywords: [] })),
      fc.tuple(fc.nat(40), fc.nat(6)).map(
        ([first, length]): AddressSet => ({
          v4: [],
          v6: [{ first: BigInt(first), last: BigInt(first + length) }],
          keywords: [],
        }),
      ),
    ),
  )
  .map(unionAddresses)
const members = (set: AddressSet): ReadonlySet<string> => {
  const result = new Set<string>()
  for (const { first, last } of set.v4) for (let n = first; n <= last; n++) result.add(`4 ${n}`)
  for (const { first, last } of set.v6) for (let n = first; n <= last; n++) result.add(`6 ${n}`)
  return result
}

test('every IPv4 address survives writing and reading', (t) => {
  fc.assert(fc.property(fc.nat(0xffffffff), (value) => parseIPv4(formatIPv4(value)) === value))
  t.is(formatIPv4(0xffffffff), '255.255.255.255')
})

test('an IPv6 address is written as every browser writes it', (t) => {
  const group = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(0xffff))
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      const text = groups.map((one) => one.toString(16)).join(':')
      t.is(`[${formatIPv6(parseIPv6(text) as bigint)}]`, new URL(`http://[${text}]/`).hostname)
    }),
  )
})

test('every IPv6 address survives writing and reading', (t) => {
  fc.assert(fc.property(fc.bigInt(0n, (1n << 128n) - 1n), (value) => parseIPv6(formatIPv6(value)) === value))
  t.is(formatIPv6(parseIPv6('2001:DB8:0:0:1:0:0:1') as bigint), '2001:db8::1:0:0:1')
  t.is(formatIPv6(parseIPv6('::ffff:192.0.2.1') as bigint), '::ffff:c000:201')
  t.is(formatIPv6(0n), '::')
})

for (const text of ['1.2.3', '1.2.3.256', '01.2.3.4', '1.2.3.4.5', '', 'a.b.c.d', '1.2.3.4 ']) {
  test(`“${text}” is no IPv4 address`, (t) => t.is(parseIPv4(text), null))
}
for (const text of [
  '1::2::3',
  '12345::',
  ':::',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  'fe80::1%eth0',
  '::1.2.3',
  'g::',
]) {
  test(`“${text}” is no IPv6 address`, (t) => t.is(parseIPv6(text), null))
}
for (const text of [
  '10.0.0.1/8',
  '10.0.0.0/33',
  '10.0.0.0/255.0.255.0',
  '10.0.0.9-10.0.0.1',
  '10.0.0.1-2001:db8::1',
  '10.0.0.0/8-10.1.0.0',
  '2001:db8::1/32',
]) {
  test(`“${text}” is no address of an exact set`, (t) => t.is(parseAddress(text), null))
}

test('neighbours become one network, and nothing is rounded up', (t) => {
  t.deepEqual(texts('10.0.0.0/25', '10.0.0.128/25'), ['10.0.0.0/24'])
  t.deepEqual(texts('10.0.0.1', '10.0.0.2', '10.0.0.3'), ['10.0.0.1-10.0.0.3'])
  t.deepEqual(texts('10.0.0.2', '10.0.0.3'), ['10.0.0.2/31'])
  t.deepEqual(texts('10.0.0.1', '10.0.0.3'), ['10.0.0.1', '10.0.0.3'])
})

test('a network may be written with a dotted mask, and keywords in any case', (t) => {
  t.deepEqual(texts('10.0.0.0/255.255.0.0', 'LOCALSUBNET'), ['LocalSubnet', '10.0.0.0/16'])
  t.deepEqual(texts('LocalSubnet4', 'LocalSubnet6'), ['LocalSubnet'])
})

test('both families whole are any address, one alone is not', (t) => {
  t.true(isAnyAddress(parseAddresses(['0.0.0.0/0', '::/0']) as AddressSet))
  t.false(isAnyAddress(parseAddresses(['0.0.0.0/0']) as AddressSet))
})

test('union, intersection and difference are those of sets', (t) => {
  fc.assert(
    fc.property(smallSet, smallSet, (a, b) => {
      const [inA, inB] = [members(a), members(b)]
      t.deepEqual([...members(unionAddresses([a, b]))].sort(), [...inA.union(inB)].sort())
      t.deepEqual([...members(intersectAddresses(a, b))].sort(), [...inA.intersection(inB)].sort())
      t.deepEqual([...members(subtractAddresses(a, b))].sort(), [...inA.difference(inB)].sort())
      t.is(addressesCover(a, b), inB.isSubsetOf(inA))
    }),
  )
})

test('what is written is read back as the same set, in the fewest entries', (t) => {
  fc.assert(
    fc.property(smallSet, (set) => {
      const written = formatAddressSet(set)
      t.deepEqual(parseAddresses(written), set)
      t.is(written.length, set.v4.length + set.v6.length)
    }),
  )
})
