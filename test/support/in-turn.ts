// SPDX-License-Identifier: MIT
import type { ExecutionContext } from 'ava'

/** What a run of tests is asked for: a number, which another commit changes (scripts/test.ts), or everything. */
const asked = process.env.PORTWRIGHT_TURN ?? 'all'

const isDue = (index: number, of: number, turn: string): boolean => turn === 'all' || (index + Number(turn)) % of === 0

/** The items whose turn it is: one in `of`, so that `of` turns in a row take each once; all of them where no turn is set. */
export const ofThisTurn = <T>(items: readonly T[], of: number, turn = asked): readonly T[] =>
  items.filter((_, index) => isDue(index, of, turn))

/** How many kinds a process has declared: what is first and dearest of each is not due in one and the same turn. */
let kinds = 0

type Test = (t: ExecutionContext) => unknown
type Declare<Body> = (title: string, body: Body) => void

/**
 * Declares scenarios of one kind that are dear, since each runs a program for seconds: one in `of` runs in each turn, the
 * others are counted as left for theirs. All run where a test file is named, and in the nightly workflow.
 */
export const inTurn = <Body = Test>(
  test: Declare<NoInfer<Body>> & { readonly skip: Declare<NoInfer<Body>> },
  of: number,
  turn = asked,
  first = kinds++,
): Declare<Body> => {
  let index = first
  return (title, body) => {
    const declare = isDue(index, of, turn) ? test : test.skip
    index += 1
    declare(title, body)
  }
}
