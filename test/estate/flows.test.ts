// SPDX-License-Identifier: MIT
import test from 'ava'
import { readGood, wrongInEstate } from './support/read.ts'

const BASE =
  'networks: { hq: [10.10.0.0/16] }\nhosts: { cm01.contoso.test: { addresses: [10.0.0.1] } }\nclients: { ws: { networks: [hq] } }\n'
const flow = (rest: string): string => `${BASE}flows:\n  - { name: f, ${rest} }\n`

test('ends are hosts, client groups, networks, roles, addresses or any', async (t) => {
  const estate = await readGood(
    t,
    `name: a\nproduct: cmcb\n${flow('from: [CM01.contoso.test, ws, hq, sql-server, 10.9.0.1-10.9.0.9], to: any, protocol: udp, ports: [53, 60000-60010]')}`,
  )
  t.deepEqual(
    estate.flows[0]?.from.map(({ kind }) => kind),
    ['host', 'clients', 'network', 'role', 'addresses'],
  )
  t.deepEqual(estate.flows[0]?.to, [{ kind: 'any' }])
  t.deepEqual(estate.flows[0]?.ports, ['53', '60000-60010'])
})

test('an end that means nothing is reported with the nearest name', async (t) => {
  await wrongInEstate(
    t,
    flow(
      'from: [«cm1.contoso.test», «wss», «10.0.0.300», «quite-another-thing»], to: «managment-point», protocol: icmp',
    ),
    [
      ['unknown-end', 'Did you mean “cm01.contoso.test”?'],
      ['unknown-end', 'Did you mean “ws”?'],
      'invalid-address',
      ['unknown-end', null],
      ['unknown-end', 'Did you mean “management-point”?'],
    ],
  )
})

test('a role of another product is no end', async (t) => {
  await wrongInEstate(t, flow('from: «reporting-point», to: any, protocol: icmp'), ['role-not-in-product'])
})

test('a flow says its protocol with ports, or a service', async (t) => {
  await wrongInEstate(t, `${BASE}flows:\n  - «{ name: f, from: any, to: ws }»\n`, ['invalid-flow'])
  await wrongInEstate(t, flow('from: any, to: ws, protocol: «tcp»'), ['invalid-flow'])
  await wrongInEstate(t, flow('from: any, to: ws, protocol: icmp, «ports»: 80'), ['invalid-flow'])
  await wrongInEstate(
    t,
    `${flow('from: any, to: ws, protocol: tcp, ports: 80, «service»: web')}services: { web: { protocol: tcp, ports: 443 } }\n`,
    ['invalid-flow'],
  )
})

test('services are named exactly', async (t) => {
  await wrongInEstate(
    t,
    `${flow('from: any, to: ws, service: «wbe»')}services: { web: { protocol: tcp, ports: [443, «70000»] } }\n`,
    [['unknown-service', 'Did you mean “web”?'], 'invalid-port'],
  )
})

test('two flows do not have one name', async (t) => {
  await wrongInEstate(
    t,
    `${flow('from: any, to: ws, protocol: icmp')}  - { name: «f», from: ws, to: any, protocol: icmp }\n`,
    ['duplicate-flow'],
  )
})

test('expiry is an error after the date and a warning from 30 days before', async (t) => {
  const expires = (date: string): string => flow(`from: any, to: ws, protocol: icmp, expires: ${date}`)
  await wrongInEstate(t, expires('«2026-11-20»'), ['expired'])
  const today = await wrongInEstate(t, expires('«2026-11-21»'), ['expires-soon'])
  t.regex(today[0]?.message ?? '', /expires today/)
  await wrongInEstate(t, expires('«2026-12-21»'), ['expires-soon'])
  await wrongInEstate(t, expires('2026-12-22'), [])
})

test('dates exist in the calendar', async (t) => {
  for (const date of ['2026-02-30', '2026-13-01', '26-01-01', 'tomorrow', '2026-1-1'])
    await wrongInEstate(t, flow(`from: any, to: ws, protocol: icmp, expires: «${date}»`), ['invalid-date'])
})

test('an exception names a flow of the product, by id or by its ends', async (t) => {
  await wrongInEstate(
    t,
    `${BASE}except:\n  - { flow: cmcb/client/management-point/http, reason: https only }\n  - { flow: «cmcb/client/management-point/htp» }\n  - { flow: «cm2007/client/management-point/http» }\n  - { flow: { from: client, to: management-point, service: HTTPS }, expires: «2020-01-01» }\n  - { flow: { from: client, to: management-point, service: «SMTP» } }\n  - { flow: «{ from: console, to: smtp-server }» }\n  - { flow: { from: «clint», to: management-point } }\n`,
    [
      ['unknown-flow', 'Did you mean “cmcb/client/management-point/http”?'],
      'unknown-flow',
      'expired',
      'exception-without-match',
      'exception-without-match',
      ['unknown-role', 'Did you mean “client”?'],
    ],
  )
})

test('policy tests are sentences about known names', async (t) => {
  await wrongInEstate(
    t,
    `${BASE}tests:\n  - allow: ws -> CM01.contoso.test 443/tcp\n  - deny: hq -> any icmp\n  - deny: «ws cm01.contoso.test 443/tcp»\n  - allow: «ws -> cm01.contoso.test»\n  - allow: «ws -> cm01.contoso.test 70000/tcp»\n  - allow: «wz -> cm01.contoso.test 443/tcp»\n  - «{ allow: a, deny: b }»\n`,
    ['invalid-test', 'invalid-test', 'invalid-test', ['unknown-end', 'Did you mean “ws”?'], 'invalid-test'],
  )
})

test('reasons become one line, and unprintable ones are refused', async (t) => {
  const estate = await readGood(
    t,
    `name: a\nproduct: cmcb\n${BASE}flows:\n  - name: f\n    from: any\n    to: ws\n    protocol: icmp\n    reason: |\n      one\n      two\n`,
  )
  t.is(estate.flows[0]?.reason, 'one two')
  await wrongInEstate(t, flow('from: any, to: ws, protocol: icmp, owner: «"a\\u0000b"»'), ['invalid-text'])
})
