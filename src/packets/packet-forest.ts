// SPDX-License-Identifier: MIT
import { mix } from './mix.ts'
import { LEAF, PacketNodes } from './packet-nodes.ts'
import { EVERY_PACKET, NO_PACKET, type PacketSet } from './packet-set.ts'

const UNION = 1
const OVERLAY = 2
const WITHIN = 3
const OUTSIDE = 4

/** A set and a place in its path are one number. */
const PLACES = 32

/**
 * Binary decision diagrams that share every equal part (Bryant 1986: reduced, ordered). Whatever two sets have in common is
 * stored and combined once, so the work for n rules is that for their paths, never for their pairs.
 */
export class PacketForest extends PacketNodes {
  /** Results of operations, four numbers each; a newer one takes the place of an older one. */
  #results = new Int32Array(4 * this.room)

  /** Sets alone, no labels. */
  union(a: PacketSet, b: PacketSet): PacketSet {
    if (a === b || b === NO_PACKET) return a
    if (a === NO_PACKET) return b
    if (a === EVERY_PACKET || b === EVERY_PACKET) return EVERY_PACKET
    return a < b ? this.#combine(UNION, a, b) : this.#combine(UNION, b, a)
  }

  /** The labels of `a`; where it has none, those of `b`. */
  overlay(a: PacketSet, b: PacketSet): PacketSet {
    if (a === b || b === NO_PACKET || (a !== NO_PACKET && this.isLeaf(a))) return a
    return a === NO_PACKET ? b : this.#combine(OVERLAY, a, b)
  }

  /** `a` where `b` is; the labels of `a` stay. */
  within(a: PacketSet, b: PacketSet): PacketSet {
    if (a === NO_PACKET || b === NO_PACKET) return NO_PACKET
    return a === b || this.isLeaf(b) ? a : this.#combine(WITHIN, a, b)
  }

  /** `a` where `b` is not; the labels of `a` stay. */
  outside(a: PacketSet, b: PacketSet): PacketSet {
    if (b === NO_PACKET) return a
    return a === NO_PACKET || a === b || this.isLeaf(b) ? NO_PACKET : this.#combine(OUTSIDE, a, b)
  }

  covers(whole: PacketSet, part: PacketSet): boolean {
    return this.outside(part, whole) === NO_PACKET
  }

  unionAll(sets: readonly PacketSet[]): PacketSet {
    return this.#unionAll(new Set(sets.map((set) => set * PLACES)))
  }

  /** The packets that lie in two or more of these sets; each set is there once. */
  meetingOf(sets: Iterable<PacketSet>): PacketSet {
    return this.#meeting(new Map(Array.from(sets, (set) => [set * PLACES, false])))
  }

  overlayAll(sets: readonly PacketSet[]): PacketSet {
    return this.#fold(sets, 0, sets.length, (a, b) => this.overlay(a, b))
  }

  /** What a set holds whatever the bits of some levels are (`every`), or for some of them; with the label of one of these. */
  without(set: PacketSet, from: number, to: number, every: boolean): PacketSet {
    const known = new Map<PacketSet, PacketSet>()
    const rest = (one: PacketSet): PacketSet => {
      const level = this.levelOf(one)
      if (level >= to) return one
      const held = known.get(one)
      if (held !== undefined) return held
      this.steps++
      const [a, b] = [rest(this.zeroOf(one)), rest(this.oneOf(one))]
      const result = level < from ? this.node(level, a, b) : every ? this.within(a, b) : this.overlay(a, b)
      known.set(one, result)
      return result
    }
    return rest(set)
  }

  /** The labels of a map in rising order; `most` of them, where so many are enough. */
  labels(map: PacketSet, most = Number.POSITIVE_INFINITY): readonly number[] {
    const found = new Set<number>()
    const seen = new Set<PacketSet>()
    const visit = (set: PacketSet): void => {
      if (set === NO_PACKET || found.size >= most || seen.has(set)) return
      seen.add(set)
      this.steps++
      if (this.isLeaf(set)) found.add(this.insideOf(set))
      else if (this.isPath(set)) visit(this.insideOf(set))
      else {
        visit(this.zeroOf(set))
        visit(this.oneOf(set))
      }
    }
    visit(map)
    return [...found].sort((a, b) => a - b)
  }

  /** Labels of a map where a set is, `most` of them and no more than `most` × 8 steps: without the set of both being made. */
  labelsAt(map: PacketSet, set: PacketSet, most: number): readonly number[] {
    const found = new Set<number>()
    const seen = new Set<number>()
    let left = most * 8
    const visit = (a: PacketSet, b: PacketSet): void => {
      const pair = a * 2 ** 26 + b
      if (a === NO_PACKET || b === NO_PACKET || found.size >= most || left <= 0 || seen.has(pair)) return
      seen.add(pair)
      left--
      this.steps++
      if (this.isLeaf(a)) found.add(this.insideOf(a))
      else if (this.isLeaf(b)) for (const label of this.labels(a, most)) found.add(label)
      else {
        const level = Math.min(this.levelOf(a), this.levelOf(b))
        const [inA, inB] = [this.levelOf(a) === level, this.levelOf(b) === level]
        visit(inA ? this.zeroOf(a) : a, inB ? this.zeroOf(b) : b)
        visit(inA ? this.oneOf(a) : a, inB ? this.oneOf(b) : b)
      }
    }
    visit(map, set)
    return [...found].sort((a, b) => a - b)
  }

  /** The same packets, all with one label. */
  labelled(set: PacketSet, label: number): PacketSet {
    return this.within(this.leaf(label), set)
  }

  #fold(
    sets: readonly PacketSet[],
    from: number,
    to: number,
    join: (a: PacketSet, b: PacketSet) => PacketSet,
  ): PacketSet {
    if (to - from < 2) return sets[from] ?? NO_PACKET
    const middle = (from + to) >> 1
    return join(this.#fold(sets, from, middle, join), this.#fold(sets, middle, to, join))
  }

  /**
   * All at once, bit by bit: what does not ask for the bit is joined first, so that many wide sets go into each branch as one.
   * Each entry is a set and how far a path has been gone in it: what is left of the path is no node before it is needed.
   */
  #unionAll(entries: Set<number>): PacketSet {
    entries.delete(NO_PACKET * PLACES)
    if (entries.has(EVERY_PACKET * PLACES)) return EVERY_PACKET
    if (entries.size < 3) {
      const [first = 0, second = 0] = entries
      return this.union(this.#entrySet(first), this.#entrySet(second))
    }
    let level = LEAF
    for (const entry of entries) level = Math.min(level, this.#entryLevel(entry))
    const zeros = new Set<number>()
    const ones = new Set<number>()
    const wide = new Set<number>()
    for (const entry of entries) {
      this.steps++
      const set = Math.floor(entry / PLACES)
      if (this.#entryLevel(entry) > level) wide.add(entry)
      else if (this.isPath(set)) (this.#nextStep(entry) === 1 ? ones : zeros).add(this.#stepped(entry))
      else {
        zeros.add(this.zeroOf(set) * PLACES)
        ones.add(this.insideOf(set) * PLACES)
      }
    }
    if (wide.size > 0) {
      const joined = this.#unionAll(wide) * PLACES
      zeros.add(joined)
      ones.add(joined)
    }
    return this.node(level, this.#unionAll(zeros), this.#unionAll(ones))
  }

  /**
   * All at once, as for the union; where one set is left nothing more is looked at. A second set that leads to the same entry
   * makes it true: all of what is behind it is met twice.
   */
  #meeting(entries: Map<number, boolean>): PacketSet {
    entries.delete(NO_PACKET * PLACES)
    if (entries.size < 2) {
      for (const [entry, twice] of entries) if (twice) return this.#entrySet(entry)
      return NO_PACKET
    }
    let level = LEAF
    for (const entry of entries.keys()) level = Math.min(level, this.#entryLevel(entry))
    const zeros = new Map<number, boolean>()
    const ones = new Map<number, boolean>()
    const wide = new Map<number, boolean>()
    const lead = (side: Map<number, boolean>, entry: number, twice: boolean): void => {
      side.set(entry, twice || side.has(entry))
    }
    for (const [entry, twice] of entries) {
      this.steps++
      const set = Math.floor(entry / PLACES)
      if (this.#entryLevel(entry) > level) wide.set(entry, twice)
      else if (this.isPath(set)) lead(this.#nextStep(entry) === 1 ? ones : zeros, this.#stepped(entry), twice)
      else {
        lead(zeros, this.zeroOf(set) * PLACES, twice)
        lead(ones, this.insideOf(set) * PLACES, twice)
      }
    }
    let among: PacketSet = NO_PACKET
    if (wide.size > 0) {
      among = this.#meeting(new Map(wide))
      const joined = this.#unionAll(new Set(wide.keys())) * PLACES
      lead(zeros, joined, false)
      lead(ones, joined, false)
    }
    return this.union(among, this.node(level, this.#meeting(zeros), this.#meeting(ones)))
  }

  /** Which way a path goes from here, and the entry there. */
  #nextStep(entry: number): number {
    const set = Math.floor(entry / PLACES)
    return (this.bitsOf(set) >>> (this.lengthOf(set) - (entry % PLACES) - 1)) & 1
  }

  #stepped(entry: number): number {
    const set = Math.floor(entry / PLACES)
    return (entry % PLACES) + 1 === this.lengthOf(set) ? this.insideOf(set) * PLACES : entry + 1
  }

  #entryLevel(entry: number): number {
    return this.levelOf(Math.floor(entry / PLACES)) + (entry % PLACES)
  }

  #entrySet(entry: number): PacketSet {
    const set = Math.floor(entry / PLACES)
    return entry % PLACES === 0 ? set : this.afterRun(set, entry % PLACES)
  }

  #again(operation: number, a: PacketSet, b: PacketSet): PacketSet {
    if (operation === UNION) return this.union(a, b)
    if (operation === OVERLAY) return this.overlay(a, b)
    return operation === WITHIN ? this.within(a, b) : this.outside(a, b)
  }

  #combine(operation: number, a: PacketSet, b: PacketSet): PacketSet {
    this.steps++
    const slot = this.#slotOf(operation, a, b)
    const results = this.#results
    if (results[slot] === operation && results[slot + 1] === a && results[slot + 2] === b)
      return results[slot + 3] as number
    const result = this.#compute(operation, a, b)
    // The table may have grown meanwhile.
    const place = this.#slotOf(operation, a, b)
    this.#results[place] = operation
    this.#results[place + 1] = a
    this.#results[place + 2] = b
    this.#results[place + 3] = result
    return result
  }

  #slotOf(operation: number, a: PacketSet, b: PacketSet): number {
    if (this.#results.length !== 4 * this.room) this.#results = new Int32Array(4 * this.room)
    return 4 * (mix(a, b, operation) & (this.room - 1))
  }

  #compute(operation: number, a: PacketSet, b: PacketSet): PacketSet {
    const [atA, atB] = [this.levelOf(a), this.levelOf(b)]
    if (this.isPath(a) && operation >= WITHIN && atA <= atB) return this.#follow(operation, a, b)
    if (this.isPath(b) && operation === WITHIN && atB <= atA) return this.#follow(operation, b, a, true)
    if (this.isPath(a) && this.isPath(b) && atA === atB) {
      const shared = sharedSteps(this.bitsOf(a), this.lengthOf(a), this.bitsOf(b), this.lengthOf(b))
      if (shared > 0) {
        const rest = this.#again(operation, this.afterRun(a, shared), this.afterRun(b, shared))
        return this.path(atA, shared, this.bitsOf(a) >>> (this.lengthOf(a) - shared), rest)
      }
    }
    const level = atA < atB ? atA : atB
    const zero = this.#again(operation, atA === level ? this.zeroOf(a) : a, atB === level ? this.zeroOf(b) : b)
    const one = this.#again(operation, atA === level ? this.oneOf(a) : a, atB === level ? this.oneOf(b) : b)
    return this.node(level, zero, one)
  }

  /** A path kept or left out goes the way of its bits through the other set, which is the first of the two where `turned`. */
  #follow(operation: number, path: PacketSet, set: PacketSet, turned = false): PacketSet {
    const level = this.levelOf(path)
    const [length, bits] = [this.lengthOf(path), this.bitsOf(path)]
    let taken = 0
    let other = set
    while (taken < length && (turned ? other !== NO_PACKET : !this.isLeaf(other))) {
      this.steps++
      const gap = this.levelOf(other) - level - taken
      if (gap > 0) taken = Math.min(length, taken + gap)
      else if (this.isPath(other)) {
        const shared = sharedSteps(bits, length - taken, this.bitsOf(other), this.lengthOf(other))
        taken += Math.max(shared, 1)
        other = shared === 0 ? NO_PACKET : this.afterRun(other, shared)
      } else other = (bits >>> (length - ++taken)) & 1 ? this.oneOf(other) : this.zeroOf(other)
    }
    const rest = this.afterRun(path, taken)
    const inside = turned ? this.#again(operation, other, rest) : this.#again(operation, rest, other)
    return this.path(level, taken, bits >>> (length - taken), inside)
  }
}

/** How many of their first steps two paths share: of the lowest bits of each number, so many as it is long. */
const sharedSteps = (a: number, longA: number, b: number, longB: number): number => {
  const shorter = Math.min(longA, longB)
  const differing = ((a >>> (longA - shorter)) ^ (b >>> (longB - shorter))) & (2 ** shorter - 1)
  return shorter - (32 - Math.clz32(differing))
}
