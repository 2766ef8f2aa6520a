// SPDX-License-Identifier: MIT

/** A long text made piece by piece, kept as bytes. */
export interface TextWriter {
  readonly add: (text: string) => void
  /** All that was added, in UTF-8. */
  readonly bytes: () => Uint8Array
}

const CHUNK = 1 << 16

/** A list of all lines takes several times the memory of their bytes, and the collector walks over it again and again. */
export const textWriter = (): TextWriter => {
  const chunks: Buffer[] = []
  let pending = ''
  const flush = (): void => {
    chunks.push(Buffer.from(pending, 'utf8'))
    pending = ''
  }
  return {
    add: (text) => {
      pending += text
      if (pending.length >= CHUNK) flush()
    },
    bytes: () => {
      flush()
      return Buffer.concat(chunks)
    },
  }
}
