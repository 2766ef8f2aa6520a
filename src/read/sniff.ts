// SPDX-License-Identifier: MIT

export const startsWith = (bytes: Uint8Array, ascii: string): boolean =>
  bytes.length >= ascii.length && [...ascii].every((character, index) => bytes[index] === character.charCodeAt(0))

const LOOK = 262_144

/** The text of a file, in the encoding that its byte order mark names; UTF-16 without a mark is seen by its zero bytes. */
export const textOf = (bytes: Uint8Array): string => decode(bytes)

/** The first text of a file. */
export const textStart = (bytes: Uint8Array): string => decode(bytes.subarray(0, LOOK))

const decode = (head: Uint8Array): string => {
  const utf16 =
    (head[0] === 0xff && head[1] === 0xfe) || (head.length > 3 && head[0] !== 0 && head[1] === 0 && head[3] === 0)
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(head).replace(/^\uFEFF/, '')
}
