// SPDX-License-Identifier: MIT

const BLOCK = 512

/** One file of a tar archive (POSIX ustar); null where it holds none of that name. */
export const tarFile = (archive: Buffer, name: string): Buffer | null => {
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const field = (from: number, size: number): string =>
      archive.toString('latin1', at + from, at + from + size).replace(/\0.*$/s, '')
    const size = Number.parseInt(field(124, 12).trim(), 8) || 0
    if (field(0, 100) === name) return archive.subarray(at + BLOCK, at + BLOCK + size)
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return null
}
