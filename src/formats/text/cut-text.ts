// SPDX-License-Identifier: MIT

/** The first so many UTF-16 units of a text; one fewer where that would cut a character in two, which no encoding of files has a half of. */
export const cutText = (text: string, most: number): string => {
  const part = text.slice(0, most)
  return part.isWellFormed() ? part : part.replace(/[\ud800-\udbff]$/, '')
}
