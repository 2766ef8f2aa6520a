// SPDX-License-Identifier: MIT

/** A file of a cabinet; the name may hold `\` between folders. */
export interface CabinetFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export type CabinetResult = { readonly files: readonly CabinetFile[] } | { readonly reason: string }

/** The most bytes that one block of a folder holds, as data. */
export const BLOCK = 32_768

/** CFFOLDER.typeCompress, its low four bits. https://learn.microsoft.com/previous-versions/bb417343(v=msdn.10) */
export const COMPRESSION = { none: 0, mszip: 1, quantum: 2, lzx: 3 } as const

/** Attributes of a file: it was changed since the last backup, as every new one; its name is UTF-8. */
export const ATTRIBUTES = { archive: 0x20, utf8Name: 0x80 } as const
