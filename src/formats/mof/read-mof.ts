// SPDX-License-Identifier: MIT
import { decodeText } from '../text/decode-text.ts'
import type { MofResult } from './mof.ts'
import { parseMof } from './parse-mof.ts'

/** Reads the bytes of a compiled configuration: UTF-16 as Windows PowerShell writes it, or UTF-8. */
export const readMof = (bytes: Uint8Array): MofResult => parseMof(decodeText(bytes))
