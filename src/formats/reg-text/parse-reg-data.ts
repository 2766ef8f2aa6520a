// SPDX-License-Identifier: MIT

export interface RegData {
  readonly type: number
  readonly bytes: Uint8Array
}

const SZ = 1
const EXPAND_SZ = 2
const BINARY = 3
const DWORD = 4
const MULTI_SZ = 7

export const textData = (text: string): RegData => ({
  type: SZ,
  bytes: Uint8Array.from(Buffer.from(`${text}\0`, 'utf16le')),
})

const DWORD_TEXT = /^dword:[ \t]*([0-9a-f]{1,8})$/i
const HEX_TEXT = /^hex(?:\(([0-9a-f]{1,8})\))?:(.*)$/i

const parseHex = (text: string): Uint8Array | null => {
  const body = text.replace(/[ \t]/g, '').replace(/,$/, '')
  if (body === '') return new Uint8Array()
  const bytes: number[] = []
  for (const part of body.split(',')) {
    if (!/^[0-9a-f]{1,2}$/i.test(part)) return null
    bytes.push(Number.parseInt(part, 16))
  }
  return Uint8Array.from(bytes)
}

/** In version 4 the bytes of strings are in the code page of the machine, and the registry holds UTF-16. */
const widen = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(Buffer.from(new TextDecoder('windows-1252').decode(bytes), 'utf16le'))

/** Reads what stands behind the `=` of a value, other than a quoted string; null where it is no data. */
export const parseRegData = (text: string, version: 4 | 5): RegData | null => {
  const dword = DWORD_TEXT.exec(text)
  if (dword !== null) {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setUint32(0, Number.parseInt(dword[1] as string, 16), true)
    return { type: DWORD, bytes }
  }
  const hex = HEX_TEXT.exec(text)
  if (hex === null) return null
  const type = hex[1] === undefined ? BINARY : Number.parseInt(hex[1], 16)
  const bytes = parseHex(hex[2] as string)
  if (bytes === null) return null
  const isText = type === SZ || type === EXPAND_SZ || type === MULTI_SZ
  return { type, bytes: version === 4 && isText ? widen(bytes) : bytes }
}
