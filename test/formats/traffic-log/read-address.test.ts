// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { formatIPv4, formatIPv6, parseIPv4, parseIPv6 } from '../../../src/formats/address/ip.ts'
import { readAddress } from '../../../src/formats/traffic-log/read-address.ts'
import { addressOf } from '../../../src/traffic/words-address.ts'

const read = (text: string): number | bigint | null => {
  const bytes = Buffer.from(`x${text}y`)
  const words = new Uint32Array(4)
  return readAddress(bytes, 1, bytes.length - 1, words, 0) ? addressOf(words, 0) : null
}

const MAPPED = 0xffff_0000_0000n

/** As the other reader of addresses has it; an IPv4 address inside of IPv6 is that address. */
const known = (text: string): number | bigint | null => {
  const v6 = parseIPv6(text.replace(/%.+$/, ''))
  return parseIPv4(text) ?? (v6 !== null && v6 >> 32n === MAPPED >> 32n ? Number(v6 & 0xffff_ffffn) : v6)
}

const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16))
const texts = fc.oneof(
  fc.integer({ min: 0, max: 0xffff_ffff }).map(formatIPv4),
  fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }).map(formatIPv6),
  fc.array(group, { minLength: 6, maxLength: 8 }).map((groups) => groups.join(':')),
  fc
    .tuple(fc.array(group, { maxLength: 4 }), fc.array(group, { maxLength: 3 }))
    .map(([a, b]) => `${a.join(':')}::${b.join(':')}`),
  fc
    .tuple(fc.array(group, { maxLength: 3 }), fc.integer({ min: 0, max: 0xffff_ffff }))
    .map(([a, b]) => `${a.join(':')}::${formatIPv4(b)}`),
  fc.integer({ min: 0, max: 0xffff_ffff }).map((value) => `::ffff:${formatIPv4(value)}`),
  fc.string({ unit: fc.constantFrom(...'0123456789abF:.%'), maxLength: 14 }).filter((text) => !text.includes('%')),
)

test('addresses are read from bytes as from text, and nothing else is one', (t) => {
  fc.assert(
    fc.property(texts, fc.boolean(), (text, zone) => {
      t.is(read(text), known(text), text)
      if (zone && text.includes(':')) t.is(read(`${text}%12`), known(text), text)
    }),
    { numRuns: 2000 },
  )
})

test('what almost is an address is none', (t) => {
  for (const text of [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1..2.3',
    '1A.2.3.4',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '::1%',
    '12345::',
    '1:2:3:4:5:6:7:1.2.3.4',
    '1.2.3.4:',
    '-',
  ])
    t.is(read(text), null, text)
})
