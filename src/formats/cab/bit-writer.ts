// SPDX-License-Identifier: MIT

/** Bits into bytes, the lowest bit of a byte first (RFC 1951, section 3.1.1). */
export class BitWriter {
  readonly #bytes: number[] = []
  #held = 0
  #count = 0

  /** A number of so many bits, the lowest first; at most 16. */
  bits(value: number, count: number): void {
    this.#held |= value << this.#count
    this.#count += count
    while (this.#count >= 8) {
      this.#bytes.push(this.#held & 0xff)
      this.#held >>>= 8
      this.#count -= 8
    }
  }

  /** A Huffman code, the highest bit first. */
  code(value: number, count: number): void {
    let turned = 0
    for (let bit = 0; bit < count; bit += 1) turned |= ((value >> bit) & 1) << (count - 1 - bit)
    this.bits(turned, count)
  }

  /** The bytes, the last one filled up with zeros. */
  end(): Uint8Array {
    return Uint8Array.from(this.#count > 0 ? [...this.#bytes, this.#held & 0xff] : this.#bytes)
  }
}
