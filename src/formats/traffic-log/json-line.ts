// SPDX-License-Identifier: MIT

/** Where the values of some keys stand in a line of JSON; a start below 0 is none. */
export interface JsonValues {
  readonly starts: Int32Array
  readonly ends: Int32Array
}

export interface JsonLine extends JsonValues {
  /** Looks at another line. False where it is no object on one line. */
  readonly open: (bytes: Buffer, start: number, end: number) => boolean
  /** Finds the value of a key; false where the line has none. */
  readonly find: (key: number) => boolean
  /** Whether a key whose value was found has another one further on: two rows in one. */
  readonly isTwice: (key: number) => boolean
}

const QUOTE = 34
const BACKSLASH = 92
const COLON = 58

/**
 * Finds values of a line of JSON by their keys without reading all of it: a quote inside of a text is escaped, so `"key"`
 * with a colon behind it is a key wherever it stands; the first one counts. A text value ends at its quote (none that is
 * looked for has an escape), others at a comma or brace.
 */
export const jsonLine = (keys: readonly string[]): JsonLine => {
  const patterns = keys.map((key) => Buffer.from(`"${key}"`))
  const starts = new Int32Array(keys.length)
  const ends = new Int32Array(keys.length)
  let line: Buffer = Buffer.alloc(0)
  let base = 0

  const valueAt = (key: number, found: number): boolean => {
    let at = found + (patterns[key] as Buffer).length
    while (line[at] === 32) at++
    if (line[at] !== COLON) return false
    at++
    while (line[at] === 32) at++
    if (line[at] === QUOTE) {
      const end = line.indexOf(QUOTE, at + 1)
      if (end < 0) return false
      starts[key] = base + at + 1
      ends[key] = base + end
      return true
    }
    let end = at
    while (end < line.length && isPlain(line[end] as number)) end++
    if (end === at) return false
    starts[key] = base + at
    ends[key] = base + end
    return true
  }

  const findFrom = (key: number, from: number): boolean => {
    const pattern = patterns[key] as Buffer
    for (let at = line.indexOf(pattern, from); at >= 0; at = line.indexOf(pattern, at + 1))
      if (line[at - 1] !== BACKSLASH && valueAt(key, at)) return true
    return false
  }
  const find = (key: number): boolean => findFrom(key, 0)

  return {
    starts,
    ends,
    open: (bytes, start, end) => {
      let last = end - 1
      while (last > start && (bytes[last] === 32 || bytes[last] === 44)) last--
      let first = start
      while (first < last && bytes[first] === 32) first++
      if (bytes[first] !== 123 || bytes[last] !== 125) return false
      line = bytes.subarray(first, last + 1)
      base = first
      starts.fill(-1)
      return true
    },
    find,
    isTwice: (key) => {
      const [start, end] = [starts[key] as number, ends[key] as number]
      const isTwice = start >= 0 && findFrom(key, end - base)
      starts[key] = start
      ends[key] = end
      return isTwice
    },
  }
}

/** What a number or a word is made of. */
const isPlain = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 122) || byte === 46 || byte === 45 || byte === 43 || byte === 69
