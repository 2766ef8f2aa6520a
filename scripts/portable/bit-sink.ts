// SPDX-License-Identifier: MIT

/** Bits into a growing run of bytes, the lowest bit of a byte first (RFC 1951, section 3.1.1). */
export class BitSink {
  #bytes: Uint8Array
  #length = 0
  #held = 0
  #count = 0

  constructor(guess: number) {
    this.#bytes = new Uint8Array(Math.max(64, guess))
  }

  /** A number of so many bits; at most 16, so that what is held stays below 2^31. */
  put(value: number, count: number): void {
    this.#held |= value << this.#count
    this.#count += count
    while (this.#count >= 8) {
      if (this.#length === this.#bytes.length) this.#grow()
      this.#bytes[this.#length] = this.#held & 0xff
      this.#length += 1
      this.#held >>>= 8
      this.#count -= 8
    }
  }

  /** The bytes, the last one filled up with zeros. */
  end(): Uint8Array {
    if (this.#count > 0) this.put(0, 8 - this.#count)
    return this.#bytes.subarray(0, this.#length)
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2)
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}
