// SPDX-License-Identifier: MIT
import type { Range } from '../formats/address/range.ts'
import { mix } from './mix.ts'
import { NO_PACKET, type PacketSet } from './packet-set.ts'

/** The level of leaves, below every other. */
export const LEAF = 0x7fff_ffff

/** Steps of a path that one node holds: with a mark in front they fit a small integer. */
const LONGEST = 29

/**
 * The nodes of a forest, each stored once. A node asks for the bit at its level; a path, which stands for a run of nodes
 * whose other branch is empty, asks for several.
 */
export class PacketNodes {
  #count = 0
  #level = new Int32Array(1024)
  /** Of a path: the complement of its bits with a 1 in front. */
  #zero = new Int32Array(1024)
  #one = new Int32Array(1024)
  /** Open addressing: node + 1, 0 where a slot is free. */
  #slots = new Int32Array(4096)
  /** Nodes asked for, and nodes and pairs of nodes looked at: what the work is measured by. */
  steps = 0

  constructor() {
    this.leaf(0)
    this.leaf(1)
  }

  leaf(label: number): PacketSet {
    return this.#find(LEAF, label, label)
  }

  node(level: number, zero: PacketSet, one: PacketSet): PacketSet {
    if (zero === one) return zero
    if (zero === NO_PACKET) return this.path(level, 1, 1, one)
    return one === NO_PACKET ? this.path(level, 1, 0, zero) : this.#find(level, zero, one)
  }

  /** `inside` where the `length` bits from `level` on are these, no packet elsewhere. */
  path(level: number, length: number, bits: number, inside: PacketSet): PacketSet {
    if (inside === NO_PACKET || length === 0) return inside
    const below = this.isPath(inside) && this.levelOf(inside) === level + length ? this.lengthOf(inside) : 0
    const room = LONGEST - below
    if (length > room && room > 0)
      return this.path(
        level,
        length - room,
        bits >>> room,
        this.path(level + length - room, room, bits & (2 ** room - 1), inside),
      )
    if (below === 0 || room === 0) return this.#find(level, ~(bits | (1 << length)), inside)
    const all = (bits << below) | this.bitsOf(inside)
    return this.#find(level, ~(all | (1 << (length + below))), this.#one[inside] as number)
  }

  isLeaf(set: PacketSet): boolean {
    return this.#level[set] === LEAF
  }

  levelOf(set: PacketSet): number {
    return this.#level[set] as number
  }

  zeroOf(set: PacketSet): PacketSet {
    if (!this.isPath(set)) return this.#zero[set] as number
    return this.#startsWithOne(set) ? NO_PACKET : this.afterRun(set, 1)
  }

  oneOf(set: PacketSet): PacketSet {
    if (!this.isPath(set)) return this.#one[set] as number
    return this.#startsWithOne(set) ? this.afterRun(set, 1) : NO_PACKET
  }

  /** The run of bits that a set asks for first, where one way alone leads on: how many, which, and what follows; else null. */
  runOf(set: PacketSet): { readonly length: number; readonly bits: number; readonly inside: PacketSet } | null {
    return this.isPath(set)
      ? { length: this.lengthOf(set), bits: this.bitsOf(set), inside: this.#one[set] as number }
      : null
  }

  /** The packets whose number in the `bits` levels from `level` on lies in one of the ranges (normalized), as `inside` says. */
  grow(level: number, bits: number, ranges: readonly Range<number>[], inside: PacketSet): PacketSet {
    const part = (width: number, low: number, from: number, to: number): PacketSet => {
      this.steps++
      const high = low + 2 ** width - 1
      let start = from
      while (start < to && (ranges[start] as Range<number>).last < low) start++
      let end = to
      while (end > start && (ranges[end - 1] as Range<number>).first > high) end--
      if (start === end) return NO_PACKET
      const first = Math.max((ranges[start] as Range<number>).first, low)
      const last = Math.min((ranges[end - 1] as Range<number>).last, high)
      if (start + 1 === end && first === low && last === high) return inside
      const varying = 32 - Math.clz32(first ^ last)
      const shared = width - varying
      if (shared > 0) {
        const base = first - (first % 2 ** varying)
        return this.path(level + bits - width, shared, (base - low) / 2 ** varying, part(varying, base, start, end))
      }
      const half = 2 ** (width - 1)
      return this.node(level + bits - width, part(width - 1, low, start, end), part(width - 1, low + half, start, end))
    }
    return inside === NO_PACKET ? NO_PACKET : part(bits, 0, 0, ranges.length)
  }

  protected isPath(set: PacketSet): boolean {
    return (this.#zero[set] as number) < 0
  }

  protected lengthOf(path: PacketSet): number {
    return 31 - Math.clz32(~(this.#zero[path] as number))
  }

  protected bitsOf(path: PacketSet): number {
    return ~(this.#zero[path] as number) ^ (1 << this.lengthOf(path))
  }

  #startsWithOne(path: PacketSet): boolean {
    return ((~(this.#zero[path] as number) >>> (this.lengthOf(path) - 1)) & 1) === 1
  }

  /** What a run leads to after so many of its bits. */
  afterRun(path: PacketSet, taken: number): PacketSet {
    const left = this.lengthOf(path) - taken
    const end = this.#one[path] as number
    return left === 0
      ? end
      : this.#find(this.levelOf(path) + taken, ~((this.bitsOf(path) & (2 ** left - 1)) | (1 << left)), end)
  }

  #find(level: number, zero: number, one: number): PacketSet {
    this.steps++
    const mask = this.#slots.length - 1
    let slot = mix(zero, one, level) & mask
    for (let held = this.#slots[slot]; held !== 0; held = this.#slots[slot]) {
      const node = (held as number) - 1
      if (this.#level[node] === level && this.#zero[node] === zero && this.#one[node] === one) return node
      slot = (slot + 1) & mask
    }
    const node = this.#count++
    if (node === this.#level.length) this.#widen()
    this.#level[node] = level
    this.#zero[node] = zero
    this.#one[node] = one
    if (2 * this.#count > this.#slots.length) this.#rehash()
    else this.#slots[slot] = node + 1
    return node
  }

  #widen(): void {
    this.#level = doubled(this.#level)
    this.#zero = doubled(this.#zero)
    this.#one = doubled(this.#one)
  }

  #rehash(): void {
    this.#slots = new Int32Array(2 * this.#slots.length)
    const mask = this.#slots.length - 1
    for (let node = 0; node < this.#count; node++) {
      let slot = mix(this.#zero[node] as number, this.#one[node] as number, this.#level[node] as number) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = node + 1
    }
  }

  /** What follows a path; of a node the side of 1; the label of a leaf. */
  protected insideOf(set: PacketSet): PacketSet {
    return this.#one[set] as number
  }

  /** How many nodes there is room for: what keeps results grows with it. */
  protected get room(): number {
    return this.#slots.length
  }
}

const doubled = (list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
  const longer = new Int32Array(2 * list.length)
  longer.set(list)
  return longer
}
