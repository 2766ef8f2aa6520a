// SPDX-License-Identifier: MIT

/** Longer words than these are no slips of the pen, and the distance is quadratic in the length. */
const LONGEST = 64

/** Damerau-Levenshtein distance (insert, delete, replace, swap neighbours), or a number above `limit` once it is exceeded. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    if (Math.min(...row) > limit) return limit + 1
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}

/** The known word that was most likely meant, or null if none is close. Case, `_`, `-` and blanks count for nothing. */
export const nearest = (word: string, known: Iterable<string>): string | null => {
  if (word.length > LONGEST) return null
  const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, '')
  const wanted = plain(word)
  let limit = Math.max(1, Math.floor(wanted.length / 3))
  let best: string | null = null
  for (const candidate of known) {
    if (candidate.length > LONGEST) continue
    const apart = distance(wanted, plain(candidate), limit)
    if (apart > limit || (apart === limit && best !== null)) continue
    best = candidate
    limit = apart
    if (apart === 0) break
  }
  return best
}

/** Candidates that one run compares: enough for every mistake of a large estate that someone still reads. */
const MOST_COMPARED = 1_000_000

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
