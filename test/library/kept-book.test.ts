// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { waitingRows } from '../../src/explain/smallest-fix.ts'
import { askKept } from '../../src/library/ask-kept.ts'
import { answerer } from '../../src/library/can-answerer.ts'
import { bookOfPieces, bookPieces } from '../../src/library/kept-book.ts'
import { loadSource } from '../../src/library/load-source.ts'
import { ownFacts } from '../../src/library/own-facts.ts'

const EXAMPLES = join(resolve(import.meta.dirname, '../..'), 'policies/examples')
const PACKETS = [
  '443/tcp',
  '80-90/tcp',
  '9005/tcp',
  'rpc/tcp',
  'icmp',
  'icmp4/3:4',
  '4011/udp',
  '50000/tcp',
  '65535/udp',
]

test('what is kept of an estate answers as the estate itself does', async (t) => {
  const path = join(EXAMPLES, 'hierarchy/estate.yaml')
  const given = { path, text: readFileSync(path, 'utf8'), today: '2026-01-15' }
  const loaded = await loadSource(given)
  if ('faults' in loaded || loaded.compiled === null) return t.fail(JSON.stringify(loaded))
  const { answer, book } = await answerer(loaded, null, async () => ownFacts().catalog)
  if (book === null) return t.fail()
  const waiting = waitingRows(loaded.compiled.estate, loaded.compiled.catalog)
  const pieces = [...bookPieces({ book, waiting })]
  const kept = bookOfPieces(pieces.length, (index) => pieces[index] as string)
  const ask = askKept(kept, null)
  const { names, talkers } = book
  const all = [...names.networks.keys(), ...names.sites.keys(), ...talkers.map((one) => one.name)]
  // Each is asked about at both ends, not each with each.
  const words = [...all, 'internet', 'any', '10.9.8.7', '2001:db8::9', 'management-point', 'distribution-point']
  let told = 0
  for (const [index, from] of words.entries())
    for (const [step, packet] of PACKETS.entries()) {
      const to = words[(index * 7 + step * 5 + 1) % words.length] as string
      const question = { from, to, packet, profile: index % 3 === 0 ? ('public' as const) : null, direction: null }
      const said = <T>(of: () => T): T | string => {
        try {
          return of()
        } catch (error) {
          return String(error)
        }
      }
      const short = said(() => ask(question))
      if (short === null) continue
      told += 1
      const whole = said(() => answer(question))
      t.deepEqual(JSON.parse(JSON.stringify(short)), JSON.parse(JSON.stringify(whole)), `${from} ${to} ${packet}`)
      if (typeof short === 'string') continue
      const flows = short.found.in.flows
      t.deepEqual(kept.book.flowsOf(flows), book.flowsOf(flows))
    }
  t.true(told > words.length)
})
