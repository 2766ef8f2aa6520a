// SPDX-License-Identifier: MIT

/** The same text in memory of its own: a part of a long text keeps the whole of it in memory for as long as it lives. */
export const ownText = (text: string): string => {
  const copy = Buffer.from(text, 'latin1').toString('latin1')
  return copy === text ? copy : Buffer.from(text, 'utf16le').toString('utf16le')
}
