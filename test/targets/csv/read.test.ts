// SPDX-License-Identifier: MIT
import test from 'ava'
import { csvTarget } from '../../../src/targets/csv/target.ts'
import { OPTIONS, policy, rule } from '../../support/sample-rules.ts'

const text = new TextDecoder().decode(
  csvTarget.shared?.([policy([rule({ id: 'a' }), rule({ id: 'b' }), rule({ id: 'c' })])], OPTIONS)[0]?.bytes,
)
const read = (changed: string) => csvTarget.read([{ path: 'csv/rules.csv', bytes: new TextEncoder().encode(changed) }])
/** The file with a change in the row of the second rule. */
const second = (from: string, to: string): string => text.replace(/^sample,b,.*$/m, (row) => row.replace(from, to))

test('what is written is read back', (t) => {
  const { rules, losses } = read(text)
  t.deepEqual(losses, [])
  t.is(rules.length, 3)
})

test('a row with a word that is none is a loss with its text, and no rule; the others are read', (t) => {
  for (const [from, to] of [
    [',in,', ',sideways,'],
    [',allow,', ',maybe,'],
    [',tcp,', ',ice,'],
    [',true,', ',yes,'],
    [',domain,', ',home,'],
    [',445,', ',http,'],
    [',tcp,445,', ',icmp4,445,'],
    [',10.0.0.10,', ',10.0.0,'],
    [',10.0.0.10,', ','],
    [',domain,', ',"domain,'],
  ] as const) {
    const { rules, losses } = read(second(from, to))
    t.deepEqual(
      rules.map(({ id }) => id),
      ['a', 'c'],
      to,
    )
    t.true(losses.length > 0 && losses.every((loss) => loss.text !== undefined), to)
  }
})

test('a table without a column that narrows rules has none', (t) => {
  const { rules, losses } = read('policy,id,displayName,direction,action,enabled\r\np,a,A,in,allow,true\r\n')
  t.deepEqual(rules, [])
  t.true(losses.some(({ field }) => field === 'remoteAddresses'))
})

test('a damaged name in the head costs nothing: our columns have their places', (t) => {
  t.is(read(text.replace('remoteAddresses', 'remoteAddressez')).rules.length, 3)
})
