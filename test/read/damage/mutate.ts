// SPDX-License-Identifier: MIT

/** Other damages than those of every run; another number each week. */
const SHIFT = Number(process.env.PORTWRIGHT_DAMAGE_SEED ?? 0)

/** A generator of numbers that gives the same ones for the same seed (mulberry32). */
export const seeded = (seed: number): ((below: number) => number) => {
  let state = (seed + Math.imul(SHIFT, 7919)) >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

export interface Damage {
  readonly bytes: Uint8Array
  /** What was done, for whoever looks at a failure. */
  readonly kind: string
  /** Whether all behind a place is gone. */
  readonly cut: boolean
  /** How many bytes are gone or blank. */
  readonly gone: number
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))

/** One damage of a file, as transfers, editors and disks make them, and as somebody makes who wants a rule to be read wider. */
export const damaged = (bytes: Uint8Array, random: (below: number) => number): Damage => {
  const at = random(bytes.length + 1)
  const length = 1 + random(random(4) === 0 ? 200 : 12)
  const before = bytes.subarray(0, at)
  const kinds: readonly (() => Damage)[] = [
    () => ({ kind: `cut at ${at}`, cut: true, gone: bytes.length - at, bytes: joined(before) }),
    () => {
      const changed = Uint8Array.from(bytes)
      changed[Math.min(at, bytes.length - 1)] = random(256)
      return { kind: `byte at ${at}`, cut: false, gone: 0, bytes: changed }
    },
    () => {
      const changed = Uint8Array.from(bytes)
      const place = Math.min(at, bytes.length - 1)
      changed[place] = (changed[place] as number) ^ (1 << random(8))
      return { kind: `bit at ${at}`, cut: false, gone: 0, bytes: changed }
    },
    () => ({
      kind: `${length} gone at ${at}`,
      cut: false,
      gone: length,
      bytes: joined(before, bytes.subarray(at + length)),
    }),
    () => ({
      kind: `${length} more at ${at}`,
      cut: false,
      gone: 0,
      bytes: joined(
        before,
        Uint8Array.from({ length }, () => random(256)),
        bytes.subarray(at),
      ),
    }),
    () => ({
      kind: `${length} twice at ${at}`,
      cut: false,
      gone: 0,
      bytes: joined(bytes.subarray(0, at + length), bytes.subarray(at)),
    }),
    () => {
      const changed = Uint8Array.from(bytes)
      changed.fill(random(2) === 0 ? 0 : 0x20, at, at + length)
      return { kind: `${length} blank at ${at}`, cut: false, gone: length, bytes: changed }
    },
    () => {
      // A line less, with its end.
      const start = bytes.lastIndexOf(0x0a, at) + 1
      const found = bytes.indexOf(0x0a, at)
      // In a file without lines that would be the whole of it.
      const end = found >= 0 && found - start <= 2_000 ? found : Math.min(start + 20, bytes.length - 1)
      return {
        kind: `line gone at ${at}`,
        cut: false,
        gone: end < 0 ? bytes.length - start : end + 1 - start,
        bytes: joined(bytes.subarray(0, start), end < 0 ? new Uint8Array() : bytes.subarray(end + 1)),
      }
    },
    () => {
      // Another separator, digit or quote than the one that stands there.
      const marks = Buffer.from('|=,;"\'/-.:0129 \n{}()[]<>%&^')
      const changed = Uint8Array.from(bytes)
      changed[Math.min(at, bytes.length - 1)] = marks[random(marks.length)] as number
      return { kind: `mark at ${at}`, cut: false, gone: 0, bytes: changed }
    },
  ]
  return (kinds[random(kinds.length)] as () => Damage)()
}
