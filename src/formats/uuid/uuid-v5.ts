// SPDX-License-Identifier: MIT
import { hash } from 'node:crypto'

/** Namespace of every id that the compiler makes. Never change it: names of rules and policies hang on it. */
const NAMESPACE = Buffer.from('6f3c1a52d0b84e7f9a5d2c7be1f04a83', 'hex')

/** A name-based UUID (RFC 9562, version 5) as Windows writes one: `{UPPER-CASE}`. The same name gives the same id. */
export const uuidV5 = (name: string): string => {
  const bytes = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name, 'utf8')]), 'buffer').subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex').toUpperCase()
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}}`
}
