// SPDX-License-Identifier: MIT

/** A text of JavaScript or JSON in ASCII: one other letter makes two bytes of every one in memory. */
export const inAscii = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
