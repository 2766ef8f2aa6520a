// SPDX-License-Identifier: MIT
import { releaseBytes } from './release-bytes.ts'

/**
 * Text of a file of Windows: UTF-16 or UTF-8 by its byte order mark; without one UTF-8 if it is that, otherwise the
 * western code page 1252. UTF-16 without a mark shows by the zeros of its first letters. Never throws: bytes that are no
 * character become U+FFFD, and a byte that is missing or too much spoils one line of UTF-16, not all that follow.
 */
export const decodeText = (bytes: Uint8Array): string => decode(bytes).replace(/^\ufeff/, '')

const decode = (bytes: Uint8Array): string => {
  const [first, second, third, fourth] = bytes
  if (first === 0xff && second === 0xfe) return utf16(bytes.subarray(2), 'utf-16le')
  if (first === 0xfe && second === 0xff) return utf16(bytes.subarray(2), 'utf-16be')
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder().decode(bytes)
  if (second === 0 && first !== 0 && first !== undefined && (fourth === 0 || bytes.length < 4))
    return utf16(bytes, 'utf-16le')
  const text = new TextDecoder().decode(bytes)
  // Few bad bytes among characters beyond ASCII are damage; only bad ones are another code page.
  return hasMoreBadThanGood(text) ? new TextDecoder('windows-1252').decode(bytes) : text
}

/** Whether more bytes are no character than there are characters beyond ASCII. */
const hasMoreBadThanGood = (text: string): boolean => {
  if (!text.includes('\ufffd')) return false
  let balance = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0xfffd) balance++
    else if (code >= 0x80 && code < 0xfffd) balance--
  }
  return balance > 0
}

const LINE_END = { 'utf-16le': [0x0d, 0, 0x0a, 0], 'utf-16be': [0, 0x0d, 0, 0x0a] } as const

/**
 * UTF-16 whose characters are all of the first 256, as nearly all of these files are: a text of one byte a character, and so
 * is every part of it. Null where there is another, or half of one.
 */
const latin1 = (bytes: Uint8Array): string | null => {
  if (bytes.length % 2 !== 0) return null
  const half = Buffer.allocUnsafeSlow(bytes.length / 2)
  for (let at = 0; at < half.length; at++) {
    if (bytes[2 * at + 1] !== 0) return null
    half[at] = bytes[2 * at] as number
  }
  const text = half.toString('latin1')
  releaseBytes(half)
  return text
}

/** Line by line: each begins where the line end before it ends, whether or not that is an even byte of the file. */
const utf16 = (bytes: Uint8Array, encoding: keyof typeof LINE_END): string => {
  const narrow = encoding === 'utf-16le' ? latin1(bytes) : null
  if (narrow !== null) return narrow
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  if (isEven(bytes, LINE_END[encoding])) return decoder.decode(bytes)
  const end = Buffer.from(LINE_END[encoding])
  const parts: string[] = []
  let from = 0
  for (let at = buffer.indexOf(end); at >= 0; at = buffer.indexOf(end, from)) {
    // An even place is looked for first: the pattern may begin in the middle of a character.
    const even = (at - from) % 2 === 0 ? at : buffer.indexOf(end, at + 1) === at + 1 ? at + 1 : at
    parts.push(`${decoder.decode(buffer.subarray(from, even))}\r\n`)
    from = even + end.length
  }
  parts.push(decoder.decode(buffer.subarray(from)))
  return parts.join('')
}

/** Whether all line ends stand where those of an undamaged file stand. */
const isEven = (bytes: Uint8Array, [a, b, c, d]: readonly [number, number, number, number]): boolean => {
  for (let at = 1; at < bytes.length - 3; at += 2)
    if (bytes[at] === a && bytes[at + 1] === b && bytes[at + 2] === c && bytes[at + 3] === d) return false
  return bytes.length % 2 === 0
}
