// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { type AddressSet, parseAddresses } from '../../src/formats/address/address-set.ts'
import { formatIPv4, formatIPv6 } from '../../src/formats/address/ip.ts'
import type { Range } from '../../src/formats/address/range.ts'
import { foldItems } from '../../src/traffic/fold-items.ts'
import type { Traffic, Uncovered } from '../../src/traffic/traffic.ts'
import { compiled, estateOf } from '../support/compile.ts'
import { samples } from '../support/samples.ts'
import { trafficOf } from '../support/traffic/count-logs.ts'
import { flowsOf, hostAt, type World } from '../support/traffic/known-truth.ts'
import {
  arrayOf,
  connectionCsvText,
  connectionJsonText,
  eventCsvText,
  eventXmlText,
  evtxECmdText,
  gzip,
  type Happened,
  netstatText,
  nxlogText,
  pfirewallText,
  utf16,
  utf16be,
  winlogbeatText,
  zeekJsonText,
  zeekObjectsText,
  zeekTsvText,
} from '../support/traffic/log-texts.ts'
import { dice, randomCalls, randomEstate, UNIVERSE } from '../support/traffic/random-world.ts'

const worldOf = async (text: string): Promise<World> => ({
  estate: await estateOf(text),
  compiled: await compiled(text),
})

/** Echo requests have no ports: of each pair one conversation is told of. */
const distinct = (calls: readonly Happened[]): readonly Happened[] => [
  ...new Map(
    calls.map((call) => [`${call.from} ${call.to} ${call.protocol} ${call.fromPort} ${call.port}`, call]),
  ).values(),
]

const addresses = (texts: readonly string[]): readonly string[] => {
  const { v4, v6 } = parseAddresses(texts) as AddressSet
  const all = <T extends number | bigint>(ranges: readonly Range<T>[], format: (value: T) => string): string[] =>
    ranges.flatMap(({ first, last }) => {
      const found: string[] = []
      for (let value: T = first; value <= last; value++) found.push(format(value))
      return found
    })
  return [...all(v4, formatIPv4), ...all(v6, formatIPv6)]
}

const service = (call: Pick<Happened, 'protocol' | 'port'>): string =>
  call.protocol === 'icmp' ? 'icmp' : `${call.protocol}/${call.port}`

const normal = (address: string): string => addresses([address])[0] as string

/** What an answer says nobody covers, address by address. */
const pairsOf = (items: readonly Uncovered[]): readonly string[] =>
  items
    .flatMap(({ from, to, protocol, port }) =>
      addresses(from.addresses).flatMap((caller) =>
        addresses(to.addresses)
          .filter((listener) => listener.includes(':') === caller.includes(':'))
          .map((listener) => `${caller} > ${listener} ${protocol === 'icmp' ? 'icmp' : `${protocol}/${port}`}`),
      ),
    )
    .sort()

const truthOf = (world: World, calls: readonly Happened[]) => {
  const told = calls.filter(({ from, to }) => {
    const host = hostAt(world, from)
    return host === null || host !== hostAt(world, to)
  })
  const uncovered = told.filter((call) => flowsOf(world, call).length === 0)
  const seen = new Map<string, number>()
  for (const call of told) for (const id of flowsOf(world, call)) seen.set(id, (seen.get(id) ?? 0) + 1)
  return {
    pairs: [...new Set(uncovered.map((call) => `${normal(call.from)} > ${normal(call.to)} ${service(call)}`))].sort(),
    count: uncovered.length,
    dropped: uncovered.filter(({ dropped }) => dropped).length,
    seen: Object.fromEntries([...seen].sort()),
    rows: calls.reduce((sum, { rows }) => sum + rows, 0),
    repeated: calls.reduce((sum, { rows }) => sum + rows - 1, 0),
  }
}

const answerOf = (traffic: Traffic) => ({
  pairs: pairsOf(traffic.uncovered),
  count: traffic.uncovered.reduce((sum, { count }) => sum + count, 0),
  dropped: traffic.uncovered.reduce((sum, { dropped }) => sum + dropped, 0),
  seen: Object.fromEntries(traffic.seen.map(({ flow, count }): [string, number] => [flow, count]).sort()),
  rows: traffic.files.reduce((sum, { lines }) => sum + lines, 0),
  repeated: traffic.files.reduce((sum, { duplicates }) => sum + duplicates, 0),
})

/** Calls that flows cover, and as many that none does. */
const mixed = (world: World, roll: (below: number) => number): readonly Happened[] => {
  const all = randomCalls(roll, 300)
  const covered = all.filter((call) => flowsOf(world, call).length > 0).slice(0, 30)
  return [...covered, ...all.filter((call) => flowsOf(world, call).length === 0).slice(0, 40)]
}

const PERMUTED = 'path action src-port src-ip dst-port dst-ip time protocol date tcpflags icmptype info size'

/** Every form that tells all of a call. */
const FULL: Readonly<Record<string, (calls: readonly Happened[]) => string | Uint8Array>> = {
  'pfirewall.log': (calls) => pfirewallText(calls),
  'pfirewall.log with a pid': (calls) =>
    pfirewallText(
      calls,
      `${'date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path'} pid`,
    ),
  'pfirewall.log in another order': (calls) => pfirewallText(calls, PERMUTED),
  'the tail of a pfirewall.log': (calls) => pfirewallText(calls, undefined, false),
  'pfirewall.log in UTF-16': (calls) => utf16(pfirewallText(calls)),
  'pfirewall.log, packed': (calls) => gzip(pfirewallText(calls)),
  'events of NXLog': nxlogText,
  'events of winlogbeat': winlogbeatText,
  'events in an array, with indents': (calls) => arrayOf(nxlogText(calls)),
  'events of EvtxECmd': evtxECmdText,
  'events as XML without a root': (calls) => eventXmlText(calls, false),
  'events as XML with a root, in UTF-16 the other way round': (calls) => utf16be(eventXmlText(calls, true)),
  'events as CSV': eventCsvText,
  'Zeek’s table': zeekTsvText,
  'Zeek’s table, packed': (calls) => gzip(zeekTsvText(calls)),
  'Zeek’s JSON': zeekJsonText,
  'Zeek’s JSON in an array': zeekObjectsText,
}

/** Lists know nothing of what was dropped, of UDP and ICMP, and of time; each is of one computer, which knows its listeners. */
const LISTS: Readonly<
  Record<string, (calls: readonly Happened[], listening: readonly number[]) => string | Uint8Array>
> = {
  'netstat in German': netstatText,
  'netstat in UTF-16': (calls, listening) => utf16(netstatText(calls, listening)),
  'Get-NetTCPConnection as CSV': connectionCsvText,
  'Get-NetTCPConnection as CSV with semicolons, in UTF-16': (calls, listening) =>
    utf16(connectionCsvText(calls, listening, ';')),
  'Get-NetTCPConnection as JSON': connectionJsonText,
  'Get-NetTCPConnection as JSON on one line': (calls, listening) => connectionJsonText(calls, listening, 0),
  'Get-NetTCPConnection as JSON on one line, by way of CSV': (calls, listening) =>
    connectionJsonText(calls, listening, 0).replace(/(?<=Port":)\d+/g, '"$&"'),
}

const ofSamples = (
  few: number,
  check: (world: World, roll: (below: number) => number, text: string) => Promise<void>,
) =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 0 }), async (seed) => {
      const roll = dice(seed)
      const text = randomEstate(roll)
      await check(await worldOf(text), roll, text)
    }),
    { numRuns: samples(few) },
  )

test('what happened comes back from every form of log', async (t) => {
  await ofSamples(3, async (world, roll) => {
    const happened = distinct(mixed(world, roll))
    for (const [name, write] of Object.entries(FULL)) {
      const calls = happened.map((call) =>
        // Zeek tells of connections that nobody answered; the other protocols have none.
        name.startsWith('Zeek') ? { ...call, dropped: call.dropped && call.protocol === 'tcp' } : call,
      )
      t.deepEqual(answerOf(await trafficOf(world, [write(calls)])), truthOf(world, calls), name)
    }
  })
})

test('what happened comes back from every list of connections', async (t) => {
  await ofSamples(2, async (world, roll) => {
    const calls = distinct(mixed(world, roll))
      .filter(({ protocol }) => protocol === 'tcp')
      .map((call) => ({ ...call, dropped: false, at: roll(2) === 0 ? ('to' as const) : ('from' as const) }))
    const byOwner = Map.groupBy(calls, ({ from, to, at }) => (at === 'to' ? to : from))
    for (const [name, write] of Object.entries(LISTS)) {
      // Every computer that runs Windows listens somewhere, and wherever it was called, whoever's list tells of the call.
      const logs = [...byOwner].map(([owner, own]) => {
        const called = calls.filter(({ to }) => to === owner || (hostAt(world, to) ?? to) === hostAt(world, owner))
        return write(own, [...new Set([135, ...called.map(({ port }) => port)])])
      })
      const { rows, ...answer } = answerOf(await trafficOf(world, logs))
      const { rows: _, ...truth } = truthOf(world, calls)
      t.true(rows >= calls.length, name)
      t.deepEqual(answer, truth, name)
    }
  })
})

test('with all entries in the estate nothing is uncovered, and nothing opens that nobody sent', async (t) => {
  await ofSamples(4, async (world, roll, text) => {
    const calls = distinct(mixed(world, roll))
    const log = pfirewallText(calls)
    const before = await trafficOf(world, [log])
    const folded = foldItems(
      before.uncovered,
      world.estate.flows.map(({ name }) => name),
    ).map(({ flow }) => flow)
    for (const flows of [before.uncovered.map(({ flow }) => flow), folded]) {
      if (flows.length === 0) continue
      const more = stringify(flows.map((flow) => ({ ...flow, reason: 'seen in the log' }))).replace(/^/gm, '  ')
      const after = await worldOf(
        /^flows:$/m.test(text) ? text.replace(/^flows:$/m, `flows:\n${more}`) : `${text}flows:\n${more}`,
      )
      t.deepEqual((await trafficOf(after, [log])).uncovered, [])
      const sent = new Set(truthOf(world, calls).pairs)
      const services = [...new Set(calls.map(service))]
      for (const from of UNIVERSE)
        for (const to of UNIVERSE) {
          if (from === to || from.includes(':') !== to.includes(':')) continue
          for (const one of services) {
            const [protocol, port] = one.split('/') as [Happened['protocol'], string | undefined]
            const call: Happened = {
              from,
              to,
              protocol,
              port: port === undefined ? (to.includes(':') ? 128 : 8) : Number(port),
              fromPort: 60_000,
              dropped: false,
              time: 1,
              rows: 1,
              at: 'to',
            }
            if (flowsOf(world, call).length > 0 || flowsOf(after, call).length === 0) continue
            t.true(sent.has(`${normal(from)} > ${normal(to)} ${one}`), `${from} > ${to} ${one}`)
          }
        }
    }
  })
})
