// SPDX-License-Identifier: MIT

/** What the compiler needs of a file system; passed in, so that tests bring their own. Paths are the system's own. */
export interface FileSystem {
  /** Null where there is no such file. */
  readonly read: (path: string) => Uint8Array | null
  readonly write: (path: string, bytes: Uint8Array) => void
  readonly append: (path: string, text: string) => void
  readonly makeFolder: (path: string) => void
  readonly rename: (from: string, to: string) => void
  readonly remove: (path: string) => void
  readonly exists: (path: string) => boolean
  /** Where a path leads through links; the path itself where nothing is there. */
  readonly real: (path: string) => string
  /** Every file below a folder, relative to it, with `/`. */
  readonly filesBelow: (path: string) => readonly string[]
}
