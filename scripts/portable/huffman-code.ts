// SPDX-License-Identifier: MIT

/** A code for each symbol, its bits turned round as a deflated stream has them; length 0 for a symbol that does not occur. */
export interface HuffmanCode {
  readonly lengths: Uint8Array
  readonly codes: Uint16Array
}

/** The lengths of a Huffman code for symbols that occur so often, none longer than `longest`. */
const lengthsFor = (counts: ArrayLike<number>, longest: number): Uint8Array => {
  const lengths = new Uint8Array(counts.length)
  const used = Array.from(counts, (count, symbol) => ({ count, symbol })).filter(({ count }) => count > 0)
  // Equal counts in the order of the symbols: nothing is left to how a system sorts.
  used.sort((a, b) => a.count - b.count || a.symbol - b.symbol)
  if (used.length < 2) {
    // A decoder wants a code of one bit even for a single symbol.
    for (const { symbol } of used) lengths[symbol] = 1
    return lengths
  }
  for (let counted = used.map(({ count }) => count); ; counted = counted.map((count) => (count + 1) >> 1)) {
    const depths = depthsOf(counted)
    if (Math.max(...depths) <= longest) {
      used.forEach(({ symbol }, index) => {
        lengths[symbol] = depths[index] as number
      })
      return lengths
    }
    // Counts that lie closer together make a flatter tree.
  }
}

/** How deep each leaf lies, for ascending weights: the two lightest are joined again and again. */
const depthsOf = (weights: readonly number[]): readonly number[] => {
  const leaves = weights.length
  const nodes = [...weights]
  const above: number[] = []
  let leaf = 0
  let joined = leaves
  const lightest = (): number => {
    const takeLeaf = leaf < leaves && (joined >= nodes.length || (nodes[leaf] as number) <= (nodes[joined] as number))
    if (takeLeaf) {
      leaf += 1
      return leaf - 1
    }
    joined += 1
    return joined - 1
  }
  while (nodes.length < 2 * leaves - 1) {
    const [one, other] = [lightest(), lightest()]
    above[one] = nodes.length
    above[other] = nodes.length
    nodes.push((nodes[one] as number) + (nodes[other] as number))
  }
  const depths = new Array<number>(nodes.length).fill(0)
  for (let node = nodes.length - 2; node >= 0; node -= 1) depths[node] = (depths[above[node] as number] as number) + 1
  return depths.slice(0, leaves)
}

const turned = (code: number, length: number): number => {
  let from = code
  let to = 0
  for (let bit = 0; bit < length; bit += 1) {
    to = (to << 1) | (from & 1)
    from >>= 1
  }
  return to
}

/** Codes in the order of their lengths, then of their symbols (RFC 1951, section 3.2.2). */
export const codeFor = (lengths: Uint8Array): HuffmanCode => {
  const longest = Math.max(...lengths)
  const codes = new Uint16Array(lengths.length)
  let next = 0
  for (let length = 1; length <= longest; length += 1) {
    lengths.forEach((one, symbol) => {
      if (one !== length) return
      codes[symbol] = turned(next, length)
      next += 1
    })
    next <<= 1
  }
  return { lengths, codes }
}

export const huffmanCode = (counts: ArrayLike<number>, longest: number): HuffmanCode =>
  codeFor(lengthsFor(counts, longest))
