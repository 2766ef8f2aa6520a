// SPDX-License-Identifier: MIT

/** The format of a hive file: https://github.com/msuhanov/regf/blob/master/Windows%20registry%20file%20format%20specification.md */
export const BASE_BLOCK = 4096
/** Bins are multiples of a page; cell offsets count from the first bin. */
export const PAGE = 4096
export const BIN_HEADER = 32
/** Stands where a key has no list, no class name or no parent. */
export const NO_CELL = 0xffff_ffff
/** Set in the size of data that stands in the value itself. */
export const INLINE_DATA = 0x8000_0000
/** The most data in one cell since version 1.4; more goes into segments of this size under a db record. */
export const BIG_DATA = 16_344
/** The most entries of an lh list: what fits a page. More keys need an ri list of lh lists. */
export const MAX_LIST = 507
export const CHECKSUM_AT = 508

/** Flags of a key node. */
export const KEY_HIVE_ENTRY = 0x04
export const KEY_NO_DELETE = 0x08
export const KEY_COMP_NAME = 0x20
/** Flag of a value: its name is stored a byte a character. */
export const VALUE_COMP_NAME = 0x01

/** Sizes without the name that follows. */
export const KEY_NODE = 76
export const KEY_VALUE = 20
