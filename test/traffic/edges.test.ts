// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import type { Party } from '../../src/flows/party.ts'
import { normalize } from '../../src/formats/address/range.ts'
import { alikePlaces } from '../../src/traffic/alike-places.ts'
import { holdsAddress, type Place } from '../../src/traffic/place.ts'
import { compiled, estateOf } from '../support/compile.ts'
import { samples } from '../support/samples.ts'
import { trafficOf } from '../support/traffic/count-logs.ts'
import {
  connectionCsvText,
  eventXmlText,
  type Happened,
  netstatText,
  pfirewallText,
  zeekJsonText,
  zeekTsvText,
} from '../support/traffic/log-texts.ts'

const ESTATE = `name: a
product: cmcb
sites: { PS1: { type: primary } }
networks: { hq: [10.10.0.0/24], lab: [10.30.0.0/24] }
hosts:
  cm01.a.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server] }
  mp01.a.test: { addresses: [10.0.0.11], site: PS1, roles: [management-point] }
  dp01.a.test: { addresses: [10.0.0.12], site: PS1, roles: [distribution-point, pxe-distribution-point] }
  sql1.a.test: { addresses: [10.0.0.21], site: PS1, roles: [] }
  sql2.a.test: { addresses: [10.0.0.22], site: PS1, roles: [] }
  ag.a.test: { addresses: [10.0.0.20], site: PS1, roles: [sql-server], members: [sql1.a.test, sql2.a.test] }
clients:
  workstations: { site: PS1, networks: [hq], install: [] }
flows:
  - { name: lab to mp, from: lab, to: mp01.a.test, protocol: tcp, ports: 9000, reason: why not }
  - { name: ping, from: any, to: mp01.a.test, protocol: icmp, reason: why not }
  - { name: out, from: mp01.a.test, to: internet, protocol: tcp, ports: 443, reason: why not }
`

const world = async (text = ESTATE) => ({ estate: await estateOf(text), compiled: await compiled(text) })

const call = (from: string, to: string, port: number, more: Partial<Happened> = {}): Happened => ({
  from,
  to,
  fromPort: 50_123,
  port,
  protocol: 'tcp',
  dropped: false,
  time: 1_767_225_600,
  rows: 1,
  at: 'to',
  ...more,
})

/** Somebody begins to listen on TCP 443. */
const BEGAN = `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><EventID>5154</EventID><TimeCreated SystemTime='2026-01-01T00:00:00Z'/><Computer>mp01.a.test</Computer></System><EventData>${Object.entries(
  { ProcessId: 4, SourceAddress: '0.0.0.0', SourcePort: 443, Protocol: 6 },
)
  .map(([name, value]) => `<Data Name='${name}'>${value}</Data>`)
  .join('')}</EventData></Event>`

const row = (rest: string): string => `2026-01-01 00:00:00 ${rest}\r\n`

test('a name with members answers at its own address', async (t) => {
  const { uncovered, seen } = await trafficOf(await world(), [
    pfirewallText([call('10.0.0.10', '10.0.0.20', 1433), call('10.0.0.10', '10.0.0.21', 1433)]),
  ])
  t.true(seen.some(({ flow }) => flow.includes('sql-server')))
  t.deepEqual(
    uncovered.map(({ to }) => to.host),
    ['sql1.a.test'],
  )
})

test('a network of the user’s own is no client group, and its neighbours are not in it', async (t) => {
  const { uncovered, seen } = await trafficOf(await world(), [
    pfirewallText([call('10.30.0.7', '10.0.0.11', 9000), call('10.31.0.7', '10.0.0.11', 9000)]),
  ])
  t.is(seen.find(({ flow }) => flow.startsWith('own/lab-to-mp'))?.count, 1)
  t.is(uncovered.length, 1)
  t.like(uncovered[0], {
    from: { address: '10.31.0.7', host: null, clients: null, roles: [] },
    flow: { from: '10.31.0.7' },
  })
  t.regex(uncovered[0]?.nearest ?? '', /is for this port there, from lab/)
})

test('an address of the estate, and a private one, is not the internet', async (t) => {
  const { uncovered, seen } = await trafficOf(await world(), [
    pfirewallText([
      call('10.0.0.11', '198.51.100.7', 443, { at: 'from' }),
      call('10.0.0.11', '10.0.0.21', 443, { at: 'from' }),
      call('10.0.0.11', '192.168.9.9', 443, { at: 'from' }),
    ]),
  ])
  t.is(seen.find(({ flow }) => flow === 'own/out')?.count, 1)
  t.deepEqual(uncovered.map(({ to }) => to.address).sort(), ['10.0.0.21', '192.168.9.9'])
})

test('what is sent to everybody and arrives at a known computer is held against its flows', async (t) => {
  const log = [
    row('ALLOW TCP 10.10.0.5 10.0.0.12 50000 445 0 - 0 0 0 - - - RECEIVE'),
    row('ALLOW UDP 0.0.0.0 255.255.255.255 68 67 0 - - - - - - - RECEIVE'),
    row('DROP UDP 10.10.0.9 10.10.0.255 137 137 78 - - - - - - - RECEIVE'),
    row('DROP UDP 10.10.0.9 224.0.0.251 5353 5353 78 - - - - - - - RECEIVE'),
  ].join('')
  // Whose log another is, nobody can tell, however many of its rows are looked at.
  const strange = Array.from({ length: 5000 }, (_, port) =>
    row(`ALLOW TCP 198.51.100.7 203.0.113.9 ${port + 1} 445 0 - 0 0 0 - - - RECEIVE`),
  ).join('')
  const others = row('ALLOW TCP 10.10.0.5 10.0.0.11 50000 445 0 - 0 0 0 - - - RECEIVE')
  for (const logs of [[log], [strange, log], [others, log], [BEGAN, log]]) {
    const { seen, noise } = await trafficOf(await world(), logs)
    t.true(seen.some(({ flow }) => flow.includes(':first')))
    t.like(noise, { broadcast: 1, multicast: 1, unspecified: 0 })
  }
})

test('late packets and late answers are counted, and are nobody’s call', async (t) => {
  const log = [
    row('DROP TCP 198.51.100.7 10.0.0.11 443 50123 40 A 1 1 1 - - - RECEIVE'),
    row('DROP TCP 198.51.100.7 10.0.0.11 443 50124 40 SA 1 1 1 - - - RECEIVE'),
    row('DROP UDP 10.0.0.99 10.0.0.11 53 50125 90 - - - - - - - RECEIVE'),
    row('DROP UDP 10.0.0.99 10.0.0.11 50126 9999 90 - - - - - - - RECEIVE'),
    row('ALLOW 2 10.0.0.11 224.0.0.22 - - 0 - - - - - - - SEND'),
    row('ALLOW ICMP 10.0.0.99 10.0.0.11 - - 0 - - - - 3 1 - RECEIVE'),
    row('ALLOW ICMP 10.0.0.99 10.0.0.11 - - 0 - - - - 8 0 - RECEIVE'),
    row('ALLOW 47 10.0.0.99 10.0.0.11 - - 0 - - - - - - - RECEIVE'),
  ].join('')
  const { uncovered, seen, noise } = await trafficOf(await world(), [log])
  t.like(noise, { late: 2, answer: 1, multicast: 1, 'other-icmp': 1, 'other-protocol': 1 })
  t.deepEqual(
    uncovered.map(({ port }) => port),
    [9999],
  )
  t.is(seen.find(({ flow }) => flow === 'own/ping')?.count, 1)
})

test('a drop at a port where nobody listens is no missing rule, once a list of the computer says so', async (t) => {
  const log = pfirewallText([
    call('10.10.0.5', '10.0.0.11', 9800, { dropped: true }),
    call('10.10.0.5', '10.0.0.11', 9900, { dropped: true }),
  ])
  const list = netstatText([call('10.10.0.6', '10.0.0.11', 443)], [443, 9900])
  const alone = await trafficOf(await world(), [log])
  t.deepEqual(alone.uncovered.map(({ port }) => port).sort(), [9800, 9900])
  // What began to listen while the log was written is not all, nor is a list that somebody filtered by an address.
  const some = list.replaceAll(/^ .*(?:0\.0\.0\.0|\[::\]):\d+ .*\r\n/gm, '')
  for (const part of [
    BEGAN,
    `${some}  TCP    10.0.0.11:139    0.0.0.0:0    ABHÖREN    4\r\n`,
    connectionCsvText([], [443]).replace('"Listen","::"', '"Listen","10.0.0.11"'),
  ])
    t.is((await trafficOf(await world(), [log, part], { host: 'mp01.a.test' })).uncovered.length, 2)
  // A list of TCP says nothing of UDP, and one behind it that says nothing of TCP takes nothing back.
  const dropped = pfirewallText([call('10.10.0.5', '10.0.0.11', 9700, { dropped: true, protocol: 'udp' })])
  const tcp = connectionCsvText([], [443])
  const { uncovered: left } = await trafficOf(await world(), [tcp, dropped], { host: 'mp01.a.test' })
  t.like(left[0], { protocol: 'udp', port: 9700 })
  const udp = 'LocalAddress,LocalPort\r\n"::","500"\r\n"::","4500"\r\n'
  const both = await trafficOf(await world(), [tcp, udp, dropped, log], { host: 'mp01.a.test' })
  t.deepEqual([both.uncovered, both.noise['no-listener']], [[], 3])
  // What somebody filtered by a port is no whole list, though its one listener listens at every address.
  const filtered = list.replaceAll(/^ .*(?:0\.0\.0\.0|\[::\]):(?!443 )\d+ .*\r\n/gm, '')
  t.is((await trafficOf(await world(), [log, filtered], { host: 'mp01.a.test' })).uncovered.length, 2)
  for (const logs of [
    [log, list],
    [list, log],
  ]) {
    const { uncovered, noise } = await trafficOf(await world(), logs)
    t.deepEqual(
      uncovered.map(({ port }) => port),
      [9900],
    )
    t.is(noise['no-listener'], 1)
  }
})

test('a list of one computer says nothing of another that has an address like one of its', async (t) => {
  const loop = '  TCP    127.0.0.1:50100    127.0.0.1:50101    HERGESTELLT    4\r\n'
  const bridge = '  TCP    172.17.0.1:50100    172.17.0.9:50101    HERGESTELLT    4\r\n'
  const whole = netstatText([call('10.10.0.6', '10.0.0.11', 443)], [443])
  // Of UDP the second list says nothing.
  const other = connectionCsvText([call('10.10.0.6', '10.0.0.10', 443)], [443])
  const dropped = pfirewallText([call('10.10.0.5', '10.0.0.10', 9700, { dropped: true, protocol: 'udp' })])
  const cluster = '  TCP    10.0.0.20:50100    10.10.0.9:50101    HERGESTELLT    4\r\n'
  for (const [mine, theirs] of [
    ['', ''],
    [cluster, '"","Established","10.0.0.20","50100","10.10.0.9","50101","7"\r\n'],
    [loop, '"","Established","127.0.0.1","50100","127.0.0.1","50101","7"\r\n'],
    [bridge, '"","Established","172.17.0.1","50100","172.17.0.9","50101","7"\r\n'],
  ] as const)
    for (const logs of [
      [whole + mine, other + theirs, dropped],
      [dropped, other + theirs, whole + mine],
    ]) {
      const { uncovered, noise } = await trafficOf(await world(), logs)
      t.true(
        uncovered.some(({ port }) => port === 9700),
        mine,
      )
      t.is(noise['no-listener'], 0, mine)
    }
})

test('an event names what dropped a packet: a rule of the estate by its name, and stealth mode is none', async (t) => {
  const made = await world()
  const rule = made.compiled.policies.flatMap(({ rules }) => rules)[0]
  const event = (port: number, origin: string): string =>
    eventXmlText([call('10.10.0.5', '10.0.0.11', port, { dropped: true })], false).replace(
      '</EventData>',
      `<Data Name='FilterOrigin'>${origin}</Data></EventData>`,
    )
  const { uncovered, noise } = await trafficOf(made, [
    `${event(9800, rule?.id ?? '')}${event(9801, 'Quarantine Default')}${event(9802, 'Stealth')}`,
  ])
  t.deepEqual(uncovered.map(({ port, droppedBy }) => [port, droppedBy]).sort(), [
    [9800, [rule?.displayName]],
    [9801, ['Quarantine Default']],
  ])
  t.is(noise.stealth, 1)
})

test('--host puts the computer’s own end at its address, and turns an event that has the ends the documentation’s way', async (t) => {
  const backup = pfirewallText([call('192.168.50.7', '192.168.50.10', 445)])
  t.is((await trafficOf(await world(), [backup])).uncovered[0]?.to.host, null)
  const { uncovered, unlogged, unseen } = await trafficOf(await world(), [backup], { host: 'mp01.a.test' })
  t.like(uncovered[0], { to: { host: 'mp01.a.test', address: '10.0.0.11' } })
  t.true(unseen.length > 0 && unlogged.length > 0)
  const turned = eventXmlText([call('10.0.0.11', '10.31.0.9', 50_123, { fromPort: 9800 })], false)
  t.like((await trafficOf(await world(), [turned], { host: 'mp01.a.test' })).uncovered[0], {
    from: { address: '10.31.0.9' },
    to: { host: 'mp01.a.test' },
    port: 9800,
  })
})

test('one conversation in the logs of both its ends counts once, and is dropped if either dropped it', async (t) => {
  const sent = call('10.0.0.21', '10.0.0.11', 9800, { at: 'from' })
  const { uncovered, files } = await trafficOf(await world(), [
    pfirewallText([sent]),
    pfirewallText([{ ...sent, at: 'to', dropped: true }]),
  ])
  t.like(uncovered[0], { count: 1, dropped: 1 })
  t.is(files[1]?.duplicates, 1)
})

test('who called is decided by a listener, by a flow, by the lower port, and the answer says which', async (t) => {
  const list = netstatText([call('10.31.0.9', '10.0.0.11', 9800)], [9800])
  t.is((await trafficOf(await world(), [list])).uncovered[0]?.decidedBy, 'listener')
  const known = netstatText([call('10.31.0.9', '10.0.0.11', 9000, { fromPort: 8999 })], [])
  t.like((await trafficOf(await world(), [known])).uncovered[0], { decidedBy: 'flow', port: 9000 })
  const lower = netstatText([call('10.31.0.9', '10.0.0.11', 9800)], [])
  t.like((await trafficOf(await world(), [lower])).uncovered[0], { decidedBy: 'lower-port', port: 9800 })
  // Whoever has a list of listeners and is not in it called, and dynamic RPC is no reason to think otherwise.
  const out = call('10.0.0.11', '10.0.0.10', 7777, { at: 'from' })
  t.like((await trafficOf(await world(), [netstatText([out], [443])])).uncovered[0], {
    decidedBy: 'listener',
    port: 7777,
  })
  for (const to of ['10.0.0.10', '10.31.0.9'])
    t.like((await trafficOf(await world(), [netstatText([{ ...out, to }], [])])).uncovered[0], {
      decidedBy: 'lower-port',
      port: 7777,
    })
  const middle = zeekTsvText([call('10.0.0.11', '10.31.0.9', 50_123, { fromPort: 9800 })]).replaceAll(
    '\tSF\t',
    '\tOTH\t',
  )
  t.like((await trafficOf(await world(), [middle])).uncovered[0], { decidedBy: 'lower-port', port: 9800 })
})

test('of ICMP Zeek always says that it came in the middle; who asked for an echo is sure all the same', async (t) => {
  const asked = ['10.0.0.12', '10.0.0.21'].map((to) => call('10.0.0.11', to, 8, { protocol: 'icmp' }))
  for (const text of [zeekTsvText(asked), zeekJsonText(asked)]) {
    t.true(text.includes('OTH'))
    const { uncovered, noise } = await trafficOf(await world(), [text])
    t.is(noise['other-icmp'], 0)
    t.deepEqual(
      uncovered.map(({ from, protocol, decidedBy }) => [from.host, protocol, decidedBy]),
      [
        ['mp01.a.test', 'icmp', 'log'],
        ['mp01.a.test', 'icmp', 'log'],
      ],
    )
  }
})

test('strangers in the log of a network are counted, not listed', async (t) => {
  const { uncovered, noise } = await trafficOf(await world(), [zeekTsvText([call('10.99.0.1', '10.99.0.2', 445)])])
  t.deepEqual(uncovered, [])
  t.is(noise.elsewhere, 1)
})

test('callers of one client group are merged, hosts are not', async (t) => {
  const callers = ['10.10.0.5', '10.10.0.6', '10.10.0.9', '10.0.0.21', '10.0.0.22']
  const { uncovered } = await trafficOf(await world(), [
    pfirewallText(callers.map((from) => call(from, '10.0.0.11', 9800))),
  ])
  t.deepEqual(uncovered.map(({ from, count }) => [from.host ?? from.clients, count, from.computers]).sort(), [
    ['sql1.a.test', 1, 1],
    ['sql2.a.test', 1, 1],
    ['workstations', 3, 3],
  ])
})

test('the two hours at the end of summer time stay as the clock showed them', async (t) => {
  const log = ['01:30:00', '02:30:00', '02:10:00', '03:30:00']
    .map(
      (time, index) =>
        `2026-10-25 ${time} ALLOW TCP 10.10.0.5 10.0.0.11 ${50_000 + index} 9800 0 - 0 0 0 - - - RECEIVE\r\n`,
    )
    .join('')
  const { uncovered } = await trafficOf(await world(), [log])
  t.like(uncovered[0], { count: 4, first: '2026-10-25T01:30:00', last: '2026-10-25T03:30:00' })
})

test('a scan of all ports is counted to its end, and listed as far as the table goes', async (t) => {
  const log = Array.from(
    { length: 5000 },
    (_, index) =>
      `2026-01-01 00:00:00 DROP TCP 10.31.0.9 10.0.0.21 50000 ${1 + index} 52 S 1 0 64240 - - - RECEIVE\r\n`,
  ).join('')
  const { uncovered, beyond } = await trafficOf(await world(), [log])
  t.is(uncovered.length, 4096)
  t.is(
    uncovered.reduce((sum, { count }) => sum + count, beyond),
    5000,
  )
})

test('places of one number are the same host or none, and lie in the same groups and the same sets of addresses', (t) => {
  const family = { v4: fc.integer({ min: 0, max: 40 }), v6: fc.bigInt({ min: 0n, max: 40n }) }
  const ranges = <T extends number | bigint>(one: fc.Arbitrary<T>) =>
    fc.array(
      fc.tuple(one, one).map(([a, b]) => ({ first: a < b ? a : b, last: a < b ? b : a })),
      { maxLength: 3 },
    )
  const sets = fc.array(
    fc.record({
      v4: ranges(family.v4).map(normalize),
      v6: ranges(family.v6).map(normalize),
      keywords: fc.constant([]),
    }),
    { maxLength: 4 },
  )
  const parties = ['a', 'b', 'c'].map((name) => ({ name }) as unknown as Party)
  const [a, b, c] = parties as [Party, Party, Party]
  fc.assert(
    fc.property(sets, (named) => {
      const numberOf = alikePlaces(named)
      const told = new Map<number, string>()
      for (let at = 0; at <= 42; at++)
        for (const address of [at, BigInt(at)])
          for (const [host, groups, isOwn] of [
            [null, [], false],
            [null, [b], true],
            [null, [b, c], true],
            [a, [b], true],
            [b, [], true],
          ] as const)
            for (const isInternet of [false, true]) {
              const place: Place = { address, kind: 'plain', host, groups, isOwn, isInternet }
              const known = named.map((set) => holdsAddress(set, address))
              const what = JSON.stringify([
                typeof address,
                known,
                host?.name,
                groups.map(({ name }) => name),
                isInternet,
              ])
              const number = numberOf(place)
              t.is(told.get(number) ?? what, what)
              told.set(number, what)
            }
    }),
    { numRuns: samples(10) },
  )
})
