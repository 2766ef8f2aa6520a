// SPDX-License-Identifier: MIT

/** The blob of an ALE_APP_ID: UTF-16LE with its NUL, in hex. */
export const appIdHex = (path: string): string => Buffer.from(`${path}\0`, 'utf16le').toString('hex')

/** The path in such a blob; null where the bytes are no UTF-16 text. */
export const appIdText = (hex: string): string | null => {
  if (hex.length % 4 !== 0 || !/^(?:[0-9a-fA-F]{2})*$/.test(hex)) return null
  const text = Buffer.from(hex, 'hex').toString('utf16le').replace(/\0$/, '')
  return text.isWellFormed() && !text.includes('\0') ? text : null
}
