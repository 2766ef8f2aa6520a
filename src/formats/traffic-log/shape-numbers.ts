// SPDX-License-Identifier: MIT

/*
 * Of a shape in numbers. Constants that stand first in a file without imports are written by the bundler where they are used;
 * others would be looked up for each step of each row.
 */

/**
 * Numbers of a step: what it is with the length of the text behind it above that, a parameter, that text (up to four letters;
 * of a longer one where it stands among the eights), and of a stretch the step behind it.
 */
export const PARAM = 1
export const TEXT = 2
export const NEXT = 3
export const STEP = 4

/** In the first number of a step. */
export const KIND_BITS = 255
export const LENGTH_AT = 8

/** Eights of the longest stretch that is kept. */
export const LONGEST_STRETCH = 96
/** A stretch that was another so often is not kept any more. */
export const MOST_CHANGES = 256

/** Bytes behind a text that are looked at with it. */
export const MARGIN = 64
/** No row that is longer is taken by its shape. */
export const LONGEST_ROW = 65_536

export const TAB = 9
export const LINE_FEED = 10
export const RETURN = 13
export const BLANK = 32
export const QUOTE = 34
export const ZERO = 48
export const NINE = 57
export const BACKSLASH = 92
