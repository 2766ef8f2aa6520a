// SPDX-License-Identifier: MIT
import type { Talker } from '../analysis/find-side.ts'
import type { AnsweringSet } from '../analysis/verdict.ts'
import type { CatalogFlow } from '../catalog/catalog-flow.ts'
import { getOrInsert } from '../collections/get-or-insert.ts'
import { formatAddressSet } from '../formats/address/address-set.ts'
import type { Range } from '../formats/address/range.ts'
import { parsePorts } from '../formats/port/port-set.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { type AnsweredFlow, lazyAddresses, type QuestionBook } from './question-book.ts'

/** Two roles that a row of the catalogue would join if the estate let it. */
export type WaitingRow = Pick<CatalogFlow, 'from' | 'to' | 'direction'>

export interface KeptBook {
  readonly book: QuestionBook
  /** Where one of them joins the two ends, only the estate itself knows a remedy. */
  readonly waiting: readonly WaitingRow[]
}

/** So many rules of a policy are one piece. */
const RULES = 256

type Hull = readonly [first: number, last: number] | null

/** Which questions a piece of rules can matter to: the ports of whoever listens, from the least to the greatest; null where no rule goes this way. */
interface Reach {
  readonly piece: number
  readonly in: Hull
  readonly out: Hull
}

interface Head {
  readonly of: QuestionBook['of']
  readonly networks: readonly (readonly [string, readonly string[]])[]
  readonly sites: readonly string[]
  readonly management: readonly string[]
  readonly talkers: readonly (Omit<Talker, 'addresses' | 'roles'> & {
    readonly addresses: readonly string[]
    readonly roles: readonly string[]
  })[]
  readonly sets: readonly (Omit<AnsweringSet, 'rules' | 'near'> & { readonly reach: readonly Reach[] })[]
  readonly waiting: readonly WaitingRow[]
}

interface Piece {
  readonly rules: readonly Rule[]
  readonly flows: readonly AnsweredFlow[]
}

const hullOf = (rules: readonly Rule[], direction: 'in' | 'out'): Hull => {
  const lists = rules
    .filter((rule) => rule.direction === direction)
    .map(({ localPorts, remotePorts }) => (direction === 'in' ? localPorts : remotePorts))
  if (lists.length === 0) return null
  const ranges = lists.flat().map(parsePorts)
  // No port at all is every port; a keyword is any.
  if (lists.some((list) => list.length === 0) || !ranges.every((range) => range !== null)) return [0, 0xffff]
  return ranges.reduce(
    ([least, greatest], { first, last }) => [Math.min(least, first), Math.max(greatest, last)],
    [0xffff, 0],
  )
}

/** The rules of each policy with the flows of the user's own that they are for, and last the head that tells what they are: a text each. */
export function* bookPieces({ book, waiting }: KeptBook): Generator<string, void> {
  let piece = 0
  const sets: Head['sets'][number][] = []
  for (const { id, name, hosts, clients, profiles, dynamicRange, settings, registry, rules } of book.sets) {
    const reach: Reach[] = []
    for (let from = 0; from < rules.length; from += RULES) {
      const some = rules.slice(from, from + RULES)
      const flows = book.flowsOf([...new Set(some.flatMap((rule) => rule.flows))])
      reach.push({ piece, in: hullOf(some, 'in'), out: hullOf(some, 'out') })
      piece += 1
      yield JSON.stringify({ rules: some, flows } satisfies Piece)
    }
    sets.push({ id, name, hosts, clients, profiles, dynamicRange, settings, registry, reach })
  }
  const head: Head = {
    of: book.of,
    networks: [...book.names.networks].map(([name, { addresses }]) => [name, formatAddressSet(addresses)]),
    sites: [...book.names.sites.keys()],
    management: formatAddressSet(book.names.management),
    talkers: book.talkers.map(({ kind, name, site, addresses, roles, onInternet, host }) => ({
      kind,
      name,
      site,
      addresses: formatAddressSet(addresses),
      roles: [...roles],
      onInternet,
      host: host === null ? null : { members: host.members },
    })),
    sets,
    waiting: waiting.map(({ from, to, direction }) => ({ from, to, direction })),
  }
  yield JSON.stringify(head)
}

/** The book of which these are the pieces, each taken when a question needs it. */
export const bookOfPieces = (count: number, text: (index: number) => string): KeptBook => {
  const head: Head = JSON.parse(text(count - 1))
  const flows = new Map<string, AnsweredFlow>()
  const taken = new Map<number, readonly Rule[]>()
  const rulesOf = (index: number): readonly Rule[] =>
    getOrInsert(taken, index, () => {
      const piece: Piece = JSON.parse(text(index))
      for (const flow of piece.flows) flows.set(flow.id, flow)
      return piece.rules
    })
  return {
    book: {
      of: head.of,
      names: {
        networks: new Map(head.networks.map(([name, texts]) => [name, lazyAddresses(texts)])),
        sites: new Set(head.sites),
        management: lazyAddresses(head.management).addresses,
      },
      talkers: head.talkers.map(({ addresses, roles, ...talker }) => {
        const set = lazyAddresses(addresses)
        return {
          ...talker,
          roles: new Set(roles),
          get addresses() {
            return set.addresses
          },
        }
      }),
      sets: head.sets.map(({ reach, ...set }) => ({
        ...set,
        get rules() {
          return reach.flatMap(({ piece }) => rulesOf(piece))
        },
        near: (direction, ports) => {
          const asked = ports.map((port) => parsePorts(port) ?? EVERY_PORT)
          return reach
            .filter(
              ({ [direction]: hull }) => hull !== null && (asked.length === 0 || asked.some((one) => meets(one, hull))),
            )
            .flatMap(({ piece }) => rulesOf(piece))
        },
      })),
      // An answer names flows of rules that were taken.
      flowsOf: (ids) => ids.flatMap((id) => flows.get(id) ?? []),
    },
    waiting: head.waiting,
  }
}

const EVERY_PORT: Range<number> = { first: 0, last: 0xffff }

const meets = ({ first, last }: Range<number>, [least, greatest]: readonly [number, number]): boolean =>
  first <= greatest && last >= least
