// SPDX-License-Identifier: MIT

/** A shorter part of a text is a copy already. */
const SHORT = 13

/** The same text in memory of its own: a part of a long text keeps the whole of it in memory for as long as it lives. */
export const ownText = (text: string): string => {
  if (text.length < SHORT) return text
  const copy = Buffer.from(text, 'latin1').toString('latin1')
  return copy === text ? copy : Buffer.from(text, 'utf16le').toString('utf16le')
}
