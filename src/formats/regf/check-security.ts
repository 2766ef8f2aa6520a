// SPDX-License-Identifier: MIT
import { type HiveReader, signature } from './hive-reader.ts'

/**
 * Looks at the security descriptor that a key refers to. The descriptors of a hive are a ring, which nobody needs to
 * walk here: neighbours are looked at, not followed.
 */
export const checkSecurity = (reader: HiveReader, offset: number, from: number): void => {
  const { hive, cells, fail } = reader
  const cell = cells.peek(offset)
  if (cell === null || cell.end - cell.start < 20 || signature(reader, cell) !== 'sk') {
    fail(from, `no security descriptor at 0x${offset.toString(16)}`)
    return
  }
  if (hive.readUInt32LE(cell.start + 16) > cell.end - cell.start - 20)
    fail(cell.start + 16, 'a security descriptor is longer than its cell')
  for (const at of [cell.start + 4, cell.start + 8]) {
    const neighbour = cells.peek(hive.readUInt32LE(at))
    if (neighbour === null || signature(reader, neighbour) !== 'sk')
      fail(at, 'the neighbour of a security descriptor is none')
  }
}
