// SPDX-License-Identifier: MIT

/**
 * Text of a name or description as netsh can take it: one line, and `'` for the quote that netsh has no way to say.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/netsh-advfirewall
 */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\ufffe\uffff]+/gu, ' ')
    .replaceAll('"', "'")
