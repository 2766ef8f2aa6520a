// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import type { HiveKey, HiveValue } from '../../../src/formats/regf/hive-key.ts'
import { upperName } from '../../../src/formats/regf/key-hash.ts'
import { codePoint } from '../../support/code-point.ts'

/** A key as plain data, its bytes as hex: two trees are the same where these are. */
export const plainTree = ({ name, values, subkeys }: HiveKey): unknown => [
  name,
  values.map((value) => [value.name, value.type, Buffer.from(value.data).toString('hex')]),
  subkeys.map(plainTree),
]

export const text = (name: string, value: string): HiveValue => ({
  name,
  type: 1,
  data: Uint8Array.from(Buffer.from(`${value}\0`, 'utf16le')),
})

export const dword = (name: string, value: number): HiveValue => ({
  name,
  type: 4,
  data: Uint8Array.from([value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24]),
})

export const key = (name: string, values: readonly HiveValue[], subkeys: readonly HiveKey[] = []): HiveKey => ({
  name,
  values,
  subkeys,
})

export const sortedKey = (tree: HiveKey): HiveKey => ({
  ...tree,
  subkeys: tree.subkeys.map(sortedKey).toSorted((a, b) => (upperName(a.name) < upperName(b.name) ? -1 : 1)),
})

const name = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }),
  fc.string({ unit: codePoint, minLength: 1, maxLength: 12 }),
)
const value: fc.Arbitrary<HiveValue> = fc.record({
  name: fc.oneof(fc.constant(''), name),
  type: fc.oneof(fc.integer({ min: 0, max: 11 }), fc.constant(0xffff_ffff)),
  data: fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.integer({ min: 16_340, max: 50_000 }).map((length) => new Uint8Array(length).fill(length & 255)),
  ),
})
const keyName = name.filter((text) => !text.includes('\\')).map((text) => text.slice(0, 200))

const { tree } = fc.letrec<{ tree: HiveKey }>((tie) => ({
  tree: fc.record({
    name: keyName,
    values: fc.uniqueArray(value, { maxLength: 5, selector: (entry) => upperName(entry.name) }),
    subkeys: fc.oneof(
      { maxDepth: 4 },
      fc.constant([]),
      fc.uniqueArray(tie('tree'), { maxLength: 4, selector: (entry) => upperName(entry.name) }),
    ),
  }),
}))

/** Trees that a hive can hold. */
export const arbitraryTree: fc.Arbitrary<HiveKey> = tree
