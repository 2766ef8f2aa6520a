// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { LOG_KINDS } from '../../src/formats/traffic-log/log-formats.ts'
import type { LogKind } from '../../src/formats/traffic-log/log-kind.ts'
import { sameBytes } from '../../src/formats/traffic-log/same-bytes.ts'
import { GENERATION, recentConversations, SEEN } from '../../src/traffic/recent-conversations.ts'
import type { Traffic } from '../../src/traffic/traffic.ts'
import { compiled, estateOf } from '../support/compile.ts'
import { samples } from '../support/samples.ts'
import { counterFor } from '../support/traffic/count-logs.ts'
import {
  eventXmlText,
  netstatText,
  nxlogText,
  pfirewallText,
  zeekJsonText,
  zeekTsvText,
} from '../support/traffic/log-texts.ts'
import { dice, randomCalls } from '../support/traffic/random-world.ts'

const ESTATE = `name: a
product: cmcb
sites: { PS1: { type: primary } }
hosts:
  cm01.a.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server] }
  mp01.a.test: { addresses: [10.0.0.11], site: PS1, roles: [management-point] }
`

const CALLS = randomCalls(dice(11), 150)
const LOGS: Readonly<Partial<Record<LogKind, string>>> = {
  pfirewall: pfirewallText(CALLS),
  netstat: netstatText(
    CALLS.filter(({ protocol }) => protocol === 'tcp'),
    [443],
  ),
  'event-json': nxlogText(CALLS),
  'event-xml': eventXmlText(CALLS, false),
  'zeek-tsv': zeekTsvText(CALLS),
  'zeek-json': zeekJsonText(CALLS),
}

test('a log whose rows repeat is counted as if each were read for itself, wherever its pieces end', async (t) => {
  const world = { estate: await estateOf(ESTATE), compiled: await compiled(ESTATE) }
  const roll = dice(5)
  const counted = (kind: LogKind, bytes: Buffer, size: number, which: 'open' | 'exact'): Traffic => {
    const counter = counterFor(world)
    const file = counter.open('log', LOG_KINDS[kind].format)
    const reader = LOG_KINDS[kind][which](file.sink)
    const cutter = LOG_KINDS[kind].cut(
      (piece, start, end) => reader.piece(piece, start, end),
      () => file.sink.damaged(),
      reader.run,
    )
    for (let at = 0; at < bytes.length; at += size) cutter.push(bytes.subarray(at, at + size))
    cutter.end()
    file.end(null)
    return counter.finish()
  }
  for (const [kind, text] of Object.entries(LOGS) as readonly [LogKind, string][]) {
    const rows = text
      .split(/(?<=\n)/)
      .flatMap((row, index) => Array.from({ length: index < 8 ? 1 : 1 + roll(4) }, () => row))
    const bytes = Buffer.from(rows.join('').repeat(4))
    const exact = counted(kind, bytes, 1 << 20, 'exact')
    t.true((exact.files[0]?.duplicates ?? 0) > 100, kind)
    for (const size of [1 << 20, 10_007]) t.deepEqual(counted(kind, bytes, size, 'open'), exact, `${kind} ${size}`)
  }
})

/** The same in plain: two generations of what is known. */
const plainRecent = () => {
  let [now, before] = [new Map<string, boolean>(), new Map<string, boolean>()]
  return (key: string, isDropped: boolean): number => {
    if (now.size >= GENERATION) [now, before] = [new Map(), now]
    const known = now.get(key) ?? before.get(key)
    now.set(key, (known ?? false) || isDropped)
    return known === undefined ? SEEN.new : isDropped && !known ? SEEN.nowDropped : SEEN.again
  }
}

test('the last conversations are known as two generations of a plain table know them', (t) => {
  const roll = dice(9)
  const [recent, plain] = [recentConversations(), plainRecent()]
  const notes = new Map<string, number>()
  let wrong = 0
  for (let count = 0; count < samples(60_000); count++) {
    // Buckets of few numbers run over; most conversations were there a while ago.
    const [low, high] = [Math.imul(roll(30_000), 0x9e3779b1) & (roll(3) === 0 ? 0xff00_00ff : -1), roll(4) * 2]
    const [key, isDropped] = [`${low} ${high}`, roll(5) === 0]
    const state = recent.see(low, high, isDropped)
    if (state !== plain(key, isDropped) || (state !== SEEN.new && recent.note() !== notes.get(key))) wrong++
    if (state === SEEN.new) recent.setNote(count + 1)
    if (state === SEEN.new) notes.set(key, count + 1)
  }
  t.is(wrong, 0)
})

test('a conversation that is forgotten is new, though one like it stands beside its place', (t) => {
  const recent = recentConversations()
  const [one, other] = [0x0100_0000, 0x0100_2000]
  recent.see(one, 0, false)
  recent.see(other, 0, false)
  // What is left of its generation, and the one behind it.
  for (let count = 2; count < 2 * GENERATION; count++) recent.see(0x0200_0000 + count, 2, false)
  t.is(recent.see(one, 0, false), SEEN.new)
  t.is(recent.see(other, 0, false), SEEN.new)
})

test('bytes are only ever called the same that are', (t) => {
  const letter = fc.constantFrom(0, 1, 0x20, 0x7f, 0x80, 0xf0, 0xf8, 0xff)
  fc.assert(
    fc.property(fc.array(letter, { minLength: 8, maxLength: 40 }), fc.nat(39), letter, (bytes, at, other) => {
      const changed = bytes.map((byte, index) => (index === at ? other : byte))
      const both = Uint8Array.from([...bytes, ...changed])
      const said = sameBytes(new DataView(both.buffer), 0, bytes.length, bytes.length)
      t.true(!said || bytes.join() === changed.join())
    }),
    { numRuns: samples(300) },
  )
  const text = Uint8Array.from(Buffer.from('10.0.0.1 10.0.0.2 10.0.0.1 10.0.0.2 '))
  t.true(sameBytes(new DataView(text.buffer), 0, 18, 17))
})
