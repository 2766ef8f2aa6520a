// SPDX-License-Identifier: MIT
import { PROFILES, type Protocol } from '../formats/rule/rule.ts'
import {
  ANY_OF,
  addressEntries,
  type Choice,
  type Entries,
  icmpTypesOf,
  portEntries,
  protocolsOf,
  tellsFamily,
  type Words,
  wordsOf,
} from './box-values.ts'
import type { Change, Except } from './change.ts'
import { type Dimension, FAMILIES, type Family } from './dimension.ts'
import type { Piece } from './family-pieces.ts'
import type { Term } from './line.ts'
import type { Axis, PacketSpace } from './packet-space.ts'
import { NO_SERVICE } from './rule-terms.ts'

type Pair = Readonly<Partial<Record<Family, Piece>>>

/** A piece (of one family, or of both side by side) in the words of rules; one change for each protocol, program and service. */
export const pieceChanges = (space: PacketSpace, pair: Pair, ids: readonly string[]): readonly Change[] => {
  const family: Family = pair[4] === undefined ? 6 : 4
  const piece = (pair[4] ?? pair[6]) as Piece
  const termOf = (dimension: Dimension): Term | null => valuesOf(space, piece, dimension)
  const wordsIn = (dimension: Dimension): Words | null => {
    const term = termOf(dimension)
    return term === null ? null : wordsOf(term, wholeIn(space, dimension, family))
  }
  const direction = termOf('direction')?.ranges[0]?.first === 1 ? 'out' : 'in'
  const local = portEntries(termOf('localPorts'), wholeIn(space, 'localPorts', family))
  const remote = portEntries(termOf('remotePorts'), wholeIn(space, 'remotePorts', family))
  const [listening, calling] = direction === 'in' ? [local, remote] : [remote, local]
  const icmp = termOf('icmp')
  const types = icmp === null ? null : icmpTypesOf(icmp)
  const interfaces = wordsIn('interfaceTypes')
  const profiles = termOf('profiles')
  const protocol = termOf('protocol')
  const rules = [...new Set(FAMILIES.flatMap((one) => [...(pair[one]?.rules ?? [])]))].sort((a, b) => a - b)
  const choices = cross(
    alternatives(protocol === null ? null : protocolsIn(protocol, pair)),
    alternatives(wordsIn('program')),
    services(wordsIn('service')),
    alternatives(wordsIn('condition')),
  )
  return choices.map(
    ([[oneProtocol, protocols], [program, programs], [service, servicesLeft], [condition, conditions]]) => {
      const ends = addressesOf(space, pair, oneProtocol)
      const except: Except = filled({
        protocols,
        programs,
        services: servicesLeft,
        icmpTypes: types?.complement === true ? types.words : null,
        localPorts: local.except,
        remotePorts: remote.except,
        localAddresses: ends.local.except,
        remoteAddresses: ends.remote.except,
        interfaceTypes: interfaces?.complement === true ? interfaces.words : null,
        conditions,
      })
      return {
        direction,
        protocol: oneProtocol ?? 'any',
        ports: listening.texts,
        icmpTypes: types === null || types.complement ? [] : types.words,
        localAddresses: ends.local.texts,
        remoteAddresses: ends.remote.texts,
        profiles: profiles === null ? PROFILES : PROFILES.filter((_, at) => holds(profiles, at)),
        program,
        service,
        ...(calling.texts.length > 0 && { localPorts: local.texts, remotePorts: remote.texts }),
        ...(interfaces?.complement === false && { interfaceTypes: interfaces.words }),
        ...(condition !== null && { condition }),
        ...(Object.keys(except).length > 0 && { except }),
        rules: rules.map((rule) => ids[rule] as string),
      }
    },
  )
}

/** In both families, what either leaves out is left out: ICMP of one is no packet of the other. */
const protocolsIn = (term: Term, pair: Pair): Choice<Protocol> => {
  const choices = FAMILIES.filter((family) => pair[family] !== undefined).map((family) => protocolsOf(term, family))
  return {
    words: [...new Set(choices.flatMap(({ words }) => words))],
    complement: choices.some(({ complement }) => complement),
  }
}

type Lists<T> = { readonly [K in keyof T]: T[K] | null }

const filled = (lists: Lists<Required<Except>>): Except =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== null && list.length > 0))

const cross = <A, B, C, D>(
  a: readonly A[],
  b: readonly B[],
  c: readonly C[],
  d: readonly D[],
): readonly (readonly [A, B, C, D])[] =>
  a.flatMap((one) => b.flatMap((two) => c.flatMap((three) => d.map((four) => [one, two, three, four] as const))))

const axisOf = (space: PacketSpace, dimension: Dimension): Axis =>
  space.axes.find((one) => one.dimension === dimension) as Axis

const valuesOf = (space: PacketSpace, piece: Piece, dimension: Dimension): Term | null => {
  const cells = piece.cells[dimension]
  return cells === null ? null : axisOf(space, dimension).lines[piece.family].valuesOf(cells)
}

const wholeIn = (space: PacketSpace, dimension: Dimension, family: Family): Term =>
  axisOf(space, dimension).lines[family].valuesOf([{ first: 0, last: Number.MAX_SAFE_INTEGER }])

const holds = (term: Term, value: number): boolean =>
  term.ranges.some(({ first, last }) => first <= value && value <= last)

/** Any, each of some words, or any but some: a word or null, and what is left out or null. */
const alternatives = <T>(choice: Choice<T> | null): readonly (readonly [T | null, readonly T[] | null])[] =>
  choice === null
    ? [[null, null]]
    : choice.complement
      ? [[null, choice.words]]
      : choice.words.map((word) => [word, null] as const)

/** As `alternatives`; `*` is every service, and what is no service is any but every one. */
const services = (choice: Words | null): readonly (readonly [string | null, readonly string[] | null])[] => {
  if (choice === null) return [[null, null]]
  if (!choice.complement)
    return choice.words.map((word) => (word === NO_SERVICE ? ([null, ['*']] as const) : ([word, null] as const)))
  const left = choice.words.filter((word) => word !== NO_SERVICE)
  const isService = left.length < choice.words.length
  return [[isService ? '*' : null, left.length === 0 ? null : left]]
}

/**
 * Addresses of both families in one list: no packet goes from one to the other. Where a piece has one family, some list has
 * to tell it, unless the protocol does.
 */
const addressesOf = (
  space: PacketSpace,
  pair: Pair,
  protocol: Protocol | null,
): { readonly local: Entries; readonly remote: Entries } => {
  const families = FAMILIES.filter((family) => pair[family] !== undefined)
  const side = (dimension: 'localAddresses' | 'remoteAddresses'): Entries => {
    const lists = families.map((family) =>
      addressEntries(valuesOf(space, pair[family] as Piece, dimension), wholeIn(space, dimension, family), family),
    )
    return { texts: joined(lists.flatMap(({ texts }) => texts)), except: joined(lists.flatMap(({ except }) => except)) }
  }
  const [local, remote] = [side('localAddresses'), side('remoteAddresses')]
  const any = families.map((family) => ANY_OF[family])
  const isAny = ({ texts }: Entries): boolean =>
    texts.length === any.length && any.every((text) => texts.includes(text))
  const bare = (entries: Entries): Entries => (isAny(entries) ? { ...entries, texts: [] } : entries)
  const tells = ({ texts }: Entries): boolean => texts.every(tellsFamily)
  if (families.length === FAMILIES.length || protocol === 'icmp4' || protocol === 'icmp6')
    return { local: bare(local), remote: bare(remote) }
  if (!isAny(local) && tells(local)) return { local, remote: bare(remote) }
  if (tells(remote)) return { local: bare(local), remote }
  if (isAny(local)) return { local, remote }
  const other = families[0] === 4 ? ANY_OF[6] : ANY_OF[4]
  return { local, remote: { ...remote, except: [...remote.except, other] } }
}

/** LocalSubnet of both families has one word. */
const joined = (texts: readonly string[]): readonly string[] =>
  texts.includes('LocalSubnet4') && texts.includes('LocalSubnet6')
    ? ['LocalSubnet', ...new Set(texts.filter((text) => !text.startsWith('LocalSubnet')))]
    : [...new Set(texts)]
