// SPDX-License-Identifier: MIT

/** Whether four words from `word` on are an IPv4 address. */
export const isMapped = (words: Uint32Array, word: number): boolean =>
  words[word + 2] === 0xffff && words[word] === 0 && words[word + 1] === 0
