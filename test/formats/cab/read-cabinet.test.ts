// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import test from 'ava'
import type { CabinetResult } from '../../../src/formats/cab/cabinet.ts'
import { readCabinet } from '../../../src/formats/cab/read-cabinet.ts'
import { writeCabinet } from '../../../src/formats/cab/write-cabinet.ts'
import { damaged, seeded } from '../../read/damage/mutate.ts'
import { corpus } from '../../support/corpus.ts'
import { cabextract, linesOf } from './cabextract.ts'

/** More of them are tried by hand: PORTWRIGHT_DAMAGE=10000. */
const TRIES = Number(process.env.PORTWRIGHT_DAMAGE ?? 30)

const reason = (read: CabinetResult): string => ('reason' in read ? read.reason : 'read')

interface Block {
  readonly packed: Uint8Array
  readonly size: number
}

/** A cabinet with one file over one folder, its blocks as given, their checksums left out. */
const cabinetOf = (compression: number, blocks: readonly Block[], size: number, flags = 0): Buffer => {
  const head = Buffer.alloc(36 + 8)
  head.write('MSCF', 0, 'latin1')
  head.writeUInt32LE(44, 16)
  head.writeUInt8(3, 24)
  head.writeUInt8(1, 25)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(1, 28)
  head.writeUInt16LE(flags, 30)
  head.writeUInt32LE(44 + 18, 36)
  head.writeUInt16LE(blocks.length, 40)
  head.writeUInt16LE(compression, 42)
  const entry = Buffer.alloc(18)
  entry.writeUInt32LE(size, 0)
  entry.write('a', 16, 'latin1')
  return Buffer.concat([
    head,
    entry,
    ...blocks.flatMap((block) => {
      const data = Buffer.alloc(8)
      data.writeUInt16LE(block.packed.length, 4)
      data.writeUInt16LE(block.size, 6)
      return [data, block.packed]
    }),
  ])
}

const mszip = (data: Uint8Array, dictionary?: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from('CK'), deflateRawSync(data, { level: 9, ...(dictionary && { dictionary }) })])

for (const name of ['baseline', 'ci-remediation', 'ci-remediation-2'])
  test(`the console’s ${name}.cab is read byte for byte as cabextract reads it`, (t) => {
    const file = corpus(t, `fleet/${name}.cab`)
    if (file === null) return
    const bytes = readFileSync(file)
    const read = readCabinet(bytes)
    t.true('files' in read, reason(read))
    const found = cabextract(t, bytes)
    if (found !== null && 'files' in read) t.deepEqual(linesOf(read.files), found)
  })

test('stored files, and deflated blocks that refer to the block before', (t) => {
  const data = Buffer.from(Array.from({ length: 40_000 }, (_, index) => (index * 7 + (index >> 5)) & 0xff))
  const [first, second] = [data.subarray(0, 32_768), data.subarray(32_768)]
  const block = (part: Buffer, before?: Buffer): Block => ({ packed: mszip(part, before), size: part.length })
  for (const cabinet of [
    cabinetOf(
      0,
      [first, second].map((packed) => ({ packed, size: packed.length })),
      data.length,
    ),
    cabinetOf(1, [block(first), block(second, first)], data.length),
  ]) {
    const read = readCabinet(cabinet)
    t.true('files' in read, reason(read))
    if ('files' in read) t.is(Buffer.compare(read.files[0]?.bytes ?? new Uint8Array(), data), 0)
  }
})

test('what is no whole cabinet is refused with its reason', (t) => {
  const plain: Block = { packed: Buffer.from('text'), size: 4 }
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['nothing', new Uint8Array(), /ends too early/],
    ['another file', Buffer.alloc(80), /not a cabinet/],
    ['a part of a set', cabinetOf(0, [plain], 4, 1), /part of a set/],
    ['the part before another', cabinetOf(0, [plain], 4, 2), /part of a set/],
    ['quantum', cabinetOf(2, [plain], 4), /compression 2 is not read/],
    ['a window that is none', cabinetOf(0x1603, [plain], 4), /window of 22 bits/],
    ['a file behind the data', cabinetOf(0, [plain], 5), /a is not in it/],
    ['a stored block of another size', cabinetOf(0, [{ ...plain, size: 5 }], 5), /damaged/],
    ['a block that is not MSZIP', cabinetOf(1, [plain], 4), /MSZIP/],
    ['a block that grows', cabinetOf(1, [{ packed: mszip(Buffer.alloc(9_000)), size: 40 }], 40), /damaged/],
    ['a block beyond a block', cabinetOf(0, [{ ...plain, size: 40_000 }], 4), /larger/],
    ['LZX that is text', cabinetOf(0x1503, [plain], 4), /compressed data/],
  ]
  for (const [name, bytes, expected] of cases) t.regex(reason(readCabinet(bytes)), expected, name)
})

test('a cabinet that claims far more than it is, is refused before it takes memory', (t) => {
  const bomb = Array.from({ length: 9_000 }, (): Block => ({ packed: new Uint8Array(), size: 32_768 }))
  t.regex(reason(readCabinet(cabinetOf(0x1503, bomb, 4))), /more than 268435456 bytes/)
  const whole = Buffer.from(writeCabinet([{ name: 'a', bytes: new Uint8Array(2_000_000) }]))
  // The same file a thousand times over.
  const entry = whole.subarray(44, 62)
  const copies = Buffer.concat([
    whole.subarray(0, 44),
    ...Array.from({ length: 1_000 }, () => entry),
    whole.subarray(62),
  ])
  copies.writeUInt16LE(1_000, 28)
  copies.writeUInt32LE(copies.readUInt32LE(36) + 999 * 18, 36)
  t.regex(reason(readCabinet(copies)), /more than 268435456 bytes/)
})

test('a wrong byte is seen by the checksum', (t) => {
  const bytes = writeCabinet([{ name: 'a', bytes: Buffer.from('text') }])
  for (let at = 62; at < bytes.length; at += 1)
    t.regex(reason(readCabinet(bytes.with(at, (bytes[at] as number) ^ 1))), /checksum|early|damaged|larger/, String(at))
})

/** The checksums taken out, so that damage reaches what decodes. */
const withoutChecksums = (bytes: Uint8Array): Buffer => {
  const cabinet = Buffer.from(bytes)
  let at = cabinet.readUInt32LE(36)
  for (let left = cabinet.readUInt16LE(40); left > 0; left -= 1) {
    cabinet.writeUInt32LE(0, at)
    at += 8 + cabinet.readUInt16LE(at + 4)
  }
  return cabinet
}

for (const [name, start] of [
  ['LZX', (t: Parameters<typeof corpus>[0]) => corpus(t, 'fleet/ci-remediation-2.cab')],
  ['MSZIP', () => writeCabinet([{ name: 'a', bytes: Buffer.from('Get-NetFirewallRule -Group\r\n'.repeat(99)) }])],
] as const)
  test(`damaged ${name} is read or refused, and ends`, (t) => {
    const source = start(t)
    if (source === null) return
    const whole = withoutChecksums(typeof source === 'string' ? readFileSync(source) : source)
    const random = seeded(name.length)
    let refused = 0
    for (let round = 0; round < TRIES; round += 1) {
      const read = readCabinet(damaged(whole, random).bytes)
      if ('reason' in read) refused += 1
    }
    t.log(`${TRIES} tried, ${refused} refused`)
    t.true(refused > 0)
  })
