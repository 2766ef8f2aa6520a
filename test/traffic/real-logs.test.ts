// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import test from 'ava'
import { compiled, estateOf } from '../support/compile.ts'
import { corpus } from '../support/corpus.ts'
import { trafficOf } from '../support/traffic/count-logs.ts'

const ESTATE = `name: a
product: cmcb
sites: { PS1: { type: primary } }
hosts:
  here.a.test: { addresses: [10.0.0.10, '2001:db8::10'], site: PS1, roles: [site-server] }
`

const read = async (bytes: Uint8Array, host?: string) =>
  trafficOf(
    { estate: await estateOf(ESTATE), compiled: await compiled(ESTATE) },
    [bytes],
    host === undefined ? {} : { host },
  )

/** Conversations wherever they were counted, and rows that repeat one. */
const accounted = ({ uncovered, noise, files }: Awaited<ReturnType<typeof read>>, covered = 0): number =>
  uncovered.reduce((sum, { count }) => sum + count, covered) +
  Object.values(noise).reduce((sum, count) => sum + count, 0) +
  files.reduce((sum, file) => sum + file.duplicates + file.other + file.skipped, 0)

for (const [name, lines, lost, skipped] of [
  ['pfirewall-large.log', 16_809, 8, 0],
  // Names were replaced in it, and 192.168.1.10055 is no address.
  ['pfirewall-small.log', 267, 0, 17],
  ['pfirewall-xp.log', 15, 59, 0],
] as const)
  test(`no row of ${name} is lost`, async (t) => {
    const path = corpus(t, `fleet/${name}`)
    if (path === null) return
    const traffic = await read(readFileSync(path))
    t.like(traffic.files[0], { format: 'pfirewall', lines, skipped, lost })
    t.is(accounted(traffic), lines)
    t.regex(traffic.files[0]?.first ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
    // Whose log it is changes who is called what, not how much there is.
    const own = await read(readFileSync(path), 'here.a.test')
    // XP says nothing of the direction in which it closed a connection.
    if (name !== 'pfirewall-xp.log')
      t.true(own.uncovered.every(({ from, to }) => (from.host === null) !== (to.host === null)))
  })

test('44 of 100 rows of a real log repeat the one before to the letter, and more the conversation', async (t) => {
  const path = corpus(t, 'fleet/pfirewall-large.log')
  if (path === null) return
  const rows = readFileSync(path, 'latin1')
    .split(/\r?\n/)
    .filter((row) => row !== '' && !row.startsWith('#'))
  const distinct = new Set(rows).size
  const { files } = await read(readFileSync(path))
  t.true((files[0]?.duplicates ?? 0) >= rows.length - distinct)
  t.true(rows.length - distinct > 0.4 * rows.length)
})

/** The one member of an archive, packed by deflate. */
const unzip = (bytes: Buffer): Buffer => {
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  const [size, name, extra] = [bytes.readUInt32LE(directory + 20), bytes.readUInt16LE(26), bytes.readUInt16LE(28)]
  const start = 30 + name + extra
  return inflateRawSync(bytes.subarray(start, start + size))
}

test('events of a real computer are read, the remote end of an inbound one is who called', async (t) => {
  const path = corpus(t, 'fleet/wfp-events.zip')
  if (path === null) return
  const traffic = await read(unzip(readFileSync(path)))
  t.like(traffic.files[0], { format: 'events', lines: 349, skipped: 0 })
  t.is(accounted(traffic), 349)
  const called = traffic.uncovered.find(({ to, port }) => to.address === '172.18.39.6' && port === 50_115)
  t.like(called, { from: { address: '172.18.39.5' }, decidedBy: 'log' })
  t.is(called?.dropped, called?.count)
})

test('Zeek’s log says of a computer that it called itself', async (t) => {
  const path = corpus(t, 'fleet/zeek-conn.log')
  if (path === null) return
  const traffic = await read(readFileSync(path))
  t.like(traffic.files[0], { format: 'zeek', lines: 1, skipped: 0, first: '2022-12-03T17:01:38Z' })
  t.is(traffic.noise.loopback, 1)
})
