// SPDX-License-Identifier: MIT

import { decodeText } from '../formats/text/decode-text.ts'

export const startsWith = (bytes: Uint8Array, ascii: string): boolean =>
  bytes.length >= ascii.length && [...ascii].every((character, index) => bytes[index] === character.charCodeAt(0))

const LOOK = 262_144

/** The first text of a file. */
export const textStart = (bytes: Uint8Array): string => decodeText(bytes.subarray(0, LOOK))
