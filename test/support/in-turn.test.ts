// SPDX-License-Identifier: MIT
import test from 'ava'
import { inTurn, ofThisTurn } from './in-turn.ts'

test('of the items each turn takes some, three turns in a row take each once, and without a turn all are taken', (t) => {
  const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  for (const first of [0, 1, 2, 4_000_000_000])
    t.deepEqual([0, 1, 2].flatMap((more) => ofThisTurn(items, 3, String(first + more))).sort(), items)
  t.deepEqual(ofThisTurn(items, 3, 'all'), items)
})

test('a scenario is declared in each turn, to run in its own and to be counted as left in the others', (t) => {
  const declared = (turn: string, first = 0): readonly string[] => {
    const said: string[] = []
    const say = Object.assign((title: string) => said.push(title), {
      skip: (title: string) => said.push(`left ${title}`),
    })
    const scenario = inTurn(say, 2, turn, first)
    for (const title of ['one', 'two', 'three']) scenario(title, () => {})
    return said
  }
  t.deepEqual(declared('0'), ['one', 'left two', 'three'])
  t.deepEqual(declared('0', 1), ['left one', 'two', 'left three'])
  t.deepEqual(declared('7'), ['left one', 'two', 'left three'])
  t.deepEqual(declared('all'), ['one', 'two', 'three'])
})
