// SPDX-License-Identifier: MIT
import test from 'ava'
import { nameBook } from '../../src/change/name-book.ts'
import type { FlowRecord } from '../../src/flows/flow-record.ts'
import type { PartyRecord } from '../../src/flows/party-record.ts'

const host = (name: string, ...addresses: readonly string[]): PartyRecord => ({
  kind: 'host',
  name,
  site: null,
  roles: [],
  addresses,
  dynamicRange: ['49152-65535'],
  ephemeralRange: ['49152-65535'],
  members: null,
})
const group = (name: string, ...addresses: readonly string[]): PartyRecord => ({
  ...host(name, ...addresses),
  kind: 'clients',
})

const flow = {
  id: 'own/x',
  from: { addresses: ['172.16.0.0/24'], name: 'lab' },
  to: { hosts: ['cm01'] },
} as unknown as FlowRecord

const book = nameBook(
  [
    host('cm01', '10.0.0.10', '2001:db8::10'),
    host('cm02', '10.0.0.11'),
    host('two', '10.0.0.20', '10.0.9.20'),
    host('inside', '10.20.3.4'),
    group('office', '10.20.0.0/16'),
    group('floor', '10.20.128.0/24'),
    group('anywhere', '0.0.0.0/0', '::/0'),
  ],
  [flow],
)
const named = (...texts: readonly string[]): readonly string[] => book.named(texts).names

test('addresses have the names of whoever has them, in as few words as possible', (t) => {
  t.deepEqual(named('10.0.0.10', '2001:db8::10'), ['cm01'])
  t.deepEqual(named('10.0.0.10-10.0.0.11', '2001:db8::10'), ['cm01', 'cm02'])
  t.deepEqual(named('10.20.0.0/16'), ['office'])
  t.deepEqual(named('10.20.0.0/16', '10.0.0.11'), ['office', 'cm02'])
  t.deepEqual(named('10.20.3.4'), ['inside'])
  t.deepEqual(named('172.16.0.0/24'), ['lab'])
})

test('a part of somebody’s addresses says whose it is, and an address of nobody stands as it is', (t) => {
  t.deepEqual(named('10.20.64.0/18'), ['10.20.64.0/18 of office'])
  t.deepEqual(named('10.20.128.0/25'), ['10.20.128.0/25 of floor'])
  t.deepEqual(named('10.0.0.20'), ['10.0.0.20 of two'])
  t.deepEqual(named('192.0.2.1', '10.0.0.11'), ['cm02', '192.0.2.1'])
  t.deepEqual(named('LocalSubnet', '10.0.0.11'), ['cm02', 'LocalSubnet'])
})

test('of a computer with addresses of both families one family alone is a part, unless no packet of the other can be meant', (t) => {
  t.deepEqual(named('2001:db8::10'), ['2001:db8::10 of cm01'])
  t.deepEqual(named('10.0.0.10'), ['10.0.0.10 of cm01'])
  t.deepEqual(book.named(['10.0.0.10'], 'v4').names, ['cm01'])
  t.deepEqual(book.named(['2001:db8::10'], 'v6').names, ['cm01'])
  t.deepEqual(book.named(['10.0.0.11'], 'v6').names, ['10.0.0.11 of cm02'])
})

test('what is far wider than those who are known in it is not said by their names', (t) => {
  t.deepEqual(named('0.0.0.0/0'), ['any IPv4 address'])
  t.deepEqual(named('::/0'), ['any IPv6 address'])
  t.deepEqual(named('0.0.0.0/0', '::/0'), [])
  t.deepEqual(named('10.0.0.0/8'), ['10.0.0.0/8'])
  t.deepEqual(named('10.0.0.0/24'), ['cm02', '10.0.0.0-10.0.0.10', '10.0.0.12-10.0.0.255'])
})
