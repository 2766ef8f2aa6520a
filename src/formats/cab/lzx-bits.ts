// SPDX-License-Identifier: MIT
import { cabinetFault } from './cabinet-fault.ts'

/** The bits of one LZX block: words of 16 bits, lowest byte first, each read from its highest bit. */
export class LzxBits {
  readonly #bytes: Uint8Array
  /** In bits. */
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  bit(): number {
    const at = this.#at
    // The bytes of a word stand the other way round.
    const byte = (at >> 3) ^ 1
    const last = this.#bytes.length
    if (at >= last * 8) throw cabinetFault('the compressed data ends too early')
    this.#at = at + 1
    // An odd last byte is the low one of its word.
    return byte < last ? ((this.#bytes[byte] as number) >> (7 - (at & 7))) & 1 : 0
  }

  bits(count: number): number {
    let value = 0
    for (let left = count; left > 0; left -= 1) value = value * 2 + this.bit()
    return value
  }

  /** On to the next word; a whole one where a word has just ended. */
  align(): void {
    this.#at = (Math.floor(this.#at / 16) + 1) * 16
  }

  /** Bytes as they stand; only after `align`, or after other bytes. */
  bytes(count: number): Uint8Array {
    const start = this.#at >> 3
    if (start + count > this.#bytes.length) throw cabinetFault('the compressed data ends too early')
    this.#at += count * 8
    return this.#bytes.subarray(start, start + count)
  }
}
