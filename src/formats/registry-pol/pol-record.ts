// SPDX-License-Identifier: MIT

/**
 * A record of a registry.pol file (MS-GPREG 2.2.1). `key` has no hive: the Machine or User folder decides. An empty
 * name with type 0 and no data only creates the key; the editor writes such records although the grammar has no room
 * for them. https://learn.microsoft.com/openspecs/windows_protocols/ms-gpreg/
 */
export interface PolRecord {
  readonly key: string
  readonly name: string
  readonly type: number
  readonly data: Uint8Array
}

/** `PReg` and version 1. */
export const POL_HEADER: Uint8Array = Uint8Array.of(0x50, 0x52, 0x65, 0x67, 1, 0, 0, 0)

/** MS-GPREG 2.2.1: the size of a value is at most 0xffff bytes. */
export const MAX_POL_DATA = 65_535
/** MS-GPREG 2.2.1: a value name has at most 259 characters; a key path of the registry at most 255 a part. */
export const MAX_POL_NAME = 259
export const MAX_POL_KEY_PART = 255

/** `][` in UTF-16: where one record ends and another begins. */
export const RECORD_BOUNDARY = Buffer.from('][', 'utf16le')
