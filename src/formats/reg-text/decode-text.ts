// SPDX-License-Identifier: MIT

/**
 * Text of a file of Windows: UTF-16 or UTF-8 by its byte order mark; without one UTF-8 if it is that, otherwise the
 * western code page 1252. UTF-16 without a mark shows by the zeros of its first letters.
 */
export const decodeText = (bytes: Uint8Array): string => {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder().decode(bytes)
  if (second === 0 && first !== 0) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
