// SPDX-License-Identifier: MIT

/** Longer words than these are no slips of the pen, and the distance is quadratic in the length. */
const LONGEST = 64

const ROW = LONGEST + 2
/** Three rows of the table of distances, one after another in the same place for every pair of words. */
const rows = [new Uint8Array(ROW), new Uint8Array(ROW), new Uint8Array(ROW)] as const

/**
 * Damerau-Levenshtein distance (insert, delete, replace, swap neighbours), or a number above `limit` once it is exceeded.
 * What is further from the diagonal than the limit needs no look.
 */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let [before, previous, row]: readonly Uint8Array[] = rows
  const far = limit + 1
  for (let j = 0; j <= b.length; j++) (previous as Uint8Array)[j] = Math.min(j, far)
  for (let i = 1; i <= a.length; i++) {
    const [two, one, now] = [before, previous, row] as [Uint8Array, Uint8Array, Uint8Array]
    const first = Math.max(1, i - limit)
    const last = Math.min(b.length, i + limit)
    now[first - 1] = first === 1 ? Math.min(i, far) : far
    if (last < b.length) now[last + 1] = far
    let least = now[first - 1] as number
    const letter = a.charCodeAt(i - 1)
    for (let j = first; j <= last; j++) {
      const other = b.charCodeAt(j - 1)
      let best = Math.min(
        (one[j] as number) + 1,
        (now[j - 1] as number) + 1,
        (one[j - 1] as number) + (letter === other ? 0 : 1),
        far,
      )
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
        best = Math.min(best, (two[j - 2] as number) + 1)
      now[j] = best
      if (best < least) least = best
    }
    if (least > limit) return far
    before = one
    previous = now
    row = two
  }
  return (previous as Uint8Array)[b.length] as number
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, '')

/** The known word that was most likely meant, or null if none is close. Case, `_`, `-` and blanks count for nothing. */
export const nearest = (word: string, known: Iterable<string>): string | null => {
  if (word.length > LONGEST) return null
  const wanted = plain(word)
  if (wanted.length > LONGEST) return null
  let limit = Math.max(1, Math.floor(wanted.length / 3))
  let best: string | null = null
  for (const candidate of known) {
    // Blanks and dashes count for nothing: only a word that is too short before they are gone is too far for certain.
    if (candidate.length > LONGEST || candidate.length < wanted.length - limit) continue
    const other = plain(candidate)
    // Small letters may be more than large ones.
    if (other.length > LONGEST) continue
    const apart = distance(wanted, other, limit)
    if (apart > limit || (apart === limit && best !== null)) continue
    best = candidate
    limit = apart
    if (apart === 0) break
  }
  return best
}

/** Candidates that one run compares: enough for every mistake of a large estate that someone still reads. */
const MOST_COMPARED = 500_000

/** `nearest` for long lists: after very many comparisons it gives no more hints instead of taking minutes. */
export const limitedNearest = (): typeof nearest => {
  let compared = 0
  return (word, known) => {
    if (compared > MOST_COMPARED) return null
    const words = [...known]
    compared += words.length
    return nearest(word, words)
  }
}
