// SPDX-License-Identifier: MIT

/** Small buffers share their memory with others. */
const LARGE = 1 << 20

/** Gives memory back at once. The collector counts what stands outside of its heap too late: several artifacts would stand there. */
export const releaseBytes = ({ buffer, byteLength }: Uint8Array): void => {
  if (byteLength >= LARGE && buffer instanceof ArrayBuffer) buffer.transfer(0)
}
