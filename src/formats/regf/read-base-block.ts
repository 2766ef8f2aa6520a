// SPDX-License-Identifier: MIT
import { baseBlockChecksum } from './base-block-checksum.ts'
import { BASE_BLOCK, CHECKSUM_AT, PAGE } from './layout.ts'

export interface BaseBlock {
  readonly minorVersion: number
  /** Offset of the root key's cell. */
  readonly root: number
  /** Where the last bin ends in the file. */
  readonly end: number
  /** The hive was not closed cleanly; what its log files hold is not in it. */
  readonly dirty: boolean
}

/** Reads the base block; null where no hive follows. The first four letters of a hive are `regf`. */
export const readBaseBlock = (hive: Buffer, fail: (offset: number, reason: string) => void): BaseBlock | null => {
  if (hive.toString('latin1', 0, 4) !== 'regf') {
    fail(0, 'not a registry hive: the signature regf is missing')
    return null
  }
  if (hive.length < BASE_BLOCK) {
    fail(hive.length, 'the file ends inside the base block')
    return null
  }
  const minorVersion = hive.readUInt32LE(24)
  if (hive.readUInt32LE(20) !== 1 || minorVersion < 2 || minorVersion > 6) {
    fail(20, `version ${hive.readUInt32LE(20)}.${minorVersion} of the format is unknown`)
    return null
  }
  if (hive.readUInt32LE(28) !== 0) {
    fail(28, 'a transaction log, not a hive')
    return null
  }
  if (hive.readUInt32LE(CHECKSUM_AT) !== baseBlockChecksum(hive)) fail(CHECKSUM_AT, 'the checksum is wrong')
  const size = hive.readUInt32LE(40)
  const left = hive.length - BASE_BLOCK
  if (size > left) fail(40, `the bins are ${size} bytes, but ${left} are left`)
  else if (size === 0 || size % PAGE !== 0) fail(40, `the bins are ${size} bytes, no multiple of ${PAGE}`)
  return {
    minorVersion,
    root: hive.readUInt32LE(36),
    end: BASE_BLOCK + Math.min(size, left),
    dirty: hive.readUInt32LE(4) !== hive.readUInt32LE(8),
  }
}
