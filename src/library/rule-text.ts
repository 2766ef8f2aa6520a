// SPDX-License-Identifier: MIT
import { decodeText } from '../formats/text/decode-text.ts'
import type { RulesRead } from './rules-read.ts'

/** Bytes of what was read, for the lines of findings; a copy of a result has none, and its findings stand at the file. */
const texts = new WeakMap<RulesRead, Uint8Array>()

export const rememberText = (read: RulesRead, bytes: Uint8Array): void => void texts.set(read, bytes)

export const rememberedText = (read: RulesRead): string | null => {
  const bytes = texts.get(read)
  return bytes === undefined ? null : decodeText(bytes)
}
