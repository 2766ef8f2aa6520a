// SPDX-License-Identifier: MIT

/** Blocks that choose or repeat text and print nothing themselves. */
export const BLOCKS: ReadonlySet<string> = new Set(['each', 'if', 'unless', 'with'])
