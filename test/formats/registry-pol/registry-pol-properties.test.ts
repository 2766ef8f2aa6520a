// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { toPolRecord, toRegistryValue } from '../../../src/formats/registry-pol/convert-registry-value.ts'
import { readFirewallPolicy } from '../../../src/formats/registry-pol/read-firewall-policy.ts'
import { readRegistryPol } from '../../../src/formats/registry-pol/read-registry-pol.ts'
import { writeRegistryPol } from '../../../src/formats/registry-pol/write-registry-pol.ts'
import type { RegistryValue } from '../../../src/formats/rule/registry-value.ts'
import { codePoint } from '../../support/code-point.ts'
import { samples } from '../../support/samples.ts'

const word = fc.string({ unit: codePoint }).filter((text) => !text.includes('\0'))
const record = fc.record({
  key: fc.oneof(word, fc.constant('software\\policies\\microsoft\\windowsfirewall\\firewallrules')),
  name: word,
  type: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.nat()),
  data: fc.uint8Array({ maxLength: 40 }),
})

test('any records come back from the bytes that they became', (t) => {
  fc.assert(
    fc.property(fc.array(record), (records) => {
      t.deepEqual(readRegistryPol(writeRegistryPol(records)), { records, faults: [] })
    }),
    { numRuns: samples(100) },
  )
})

test('any bytes are read without an exception, and what was read writes the bytes it came from', (t) => {
  const header = Uint8Array.of(0x50, 0x52, 0x65, 0x67, 1, 0, 0, 0)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, signed) => {
      const file = signed ? Uint8Array.from([...header, ...bytes]) : bytes
      const {
        records,
        faults: [fault = null],
      } = readRegistryPol(file)
      t.true(fault !== null || file.length >= 8)
      if (fault === null) t.deepEqual(writeRegistryPol(records), file)
      readFirewallPolicy(records)
    }),
    { numRuns: samples(300) },
  )
})

test('a file with one changed byte is read without an exception', (t) => {
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
      (list, at, byte) => {
        const bytes = writeRegistryPol(list)
        bytes[at % bytes.length] = byte
        readFirewallPolicy(readRegistryPol(bytes).records)
        t.pass()
      },
    ),
    { numRuns: samples(150) },
  )
})

test('registry values of every type come back from their bytes', (t) => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'))
  const typed = fc.oneof(
    fc.record({ type: fc.constantFrom('REG_SZ' as const, 'REG_EXPAND_SZ' as const), data: text }),
    fc.record({ type: fc.constant('REG_MULTI_SZ' as const), data: fc.array(text.filter((value) => value !== '')) }),
    fc.record({
      type: fc.constantFrom('REG_DWORD' as const, 'REG_DWORD_BIG_ENDIAN' as const),
      data: fc.integer({ min: 0, max: 0xffffffff }),
    }),
    fc.record({ type: fc.constant('REG_QWORD' as const), data: fc.maxSafeNat() }),
    fc.record({
      type: fc.constant('REG_BINARY' as const),
      data: fc.uint8Array().map((b) => Buffer.from(b).toString('hex')),
    }),
  )
  fc.assert(
    fc.property(typed, (value) => {
      const whole: RegistryValue = { key: 'HKLM\\Software\\A', name: 'V', ...value }
      t.deepEqual(toRegistryValue(toPolRecord(whole)), whole)
    }),
  )
})
