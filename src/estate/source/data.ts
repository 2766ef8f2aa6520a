// SPDX-License-Identifier: MIT

/**
 * What a file says, whatever its format. Mappings have no prototype, so that no key is special.
 * A whole number that JavaScript's own would round is a bigint: no schema takes one, and the message shows what stands there.
 */
export type Data = null | boolean | number | bigint | string | readonly Data[] | DataMap

export interface DataMap {
  readonly [key: string]: Data
}

interface Bare {
  [key: string]: Data
}
/** An object of `Object.create(null)` is a hash table from the start, and takes three times the time and memory of this. */
// biome-ignore lint/complexity/useArrowFunction: an arrow makes no objects
const Bare = function () {} as unknown as { new (): Bare; prototype: object }
Bare.prototype = Object.create(null)

export const newMap = (): Bare => new Bare()

export const isMap = (data: Data | undefined): data is DataMap =>
  typeof data === 'object' && data !== null && !Array.isArray(data)

/** Levels of lists and mappings that a file may have; the schema needs eight. */
export const DEEPEST = 100

/** Values that aliases may repeat: more than any estate, less than any memory. */
export const MOST_REPEATED = 1_000_000

/** A whole number as it is written. Of one with more digits than a line has the first are enough: the message shows no more. */
export const wholeNumber = (written: string): bigint => BigInt(written.slice(0, 400))
