// SPDX-License-Identifier: MIT

export type EntryKind = 'file' | 'folder' | 'link' | 'other'

/** What tells one folder from another that takes its name, and what the new one has to have like the old one. */
export interface EntryFacts {
  readonly device: bigint
  readonly inode: bigint
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modified: number
}

/** What the output needs of a file system; passed in, so that tests bring their own. Paths are the system's own. */
export interface FileSystem {
  /** Null where there is no such file. */
  readonly read: (path: string) => Uint8Array | null
  /** Makes the folders above it too. */
  readonly write: (path: string, bytes: Uint8Array) => void
  readonly append: (path: string, text: string) => void
  /** One folder; fails where something of that name is there. `privately`: for this account alone. */
  readonly makeFolder: (path: string, privately?: boolean) => void
  readonly rename: (from: string, to: string) => void
  readonly removeFile: (path: string) => void
  /** Of an empty folder. */
  readonly removeFolder: (path: string) => void
  /** Of a folder with everything in it, where it exists. */
  readonly removeAll: (path: string) => void
  /** What stands there itself, not what a link leads to; null for nothing. */
  readonly kind: (path: string) => EntryKind | null
  readonly facts: (path: string) => EntryFacts
  /** Names in a folder, sorted. */
  readonly list: (path: string) => readonly string[]
  /** Where a path leads through links; what does not exist yet is taken as it is. */
  readonly real: (path: string) => string
  /** Where a link says that it leads. */
  readonly linkTarget: (path: string) => string
  /** Gives `to` the owner and the mode of `from`, and its times if asked. */
  readonly copyOwner: (from: string, to: string, times?: boolean) => void
  /** Renews the time of a folder. */
  readonly touch: (path: string) => void
  /** Every mount point that the system tells; null where it does not. */
  readonly mounts: () => readonly string[] | null
  /** Why the system takes no folder of that path; null where it does. */
  readonly nameFault: (path: string) => string | null
  /** Whether another program holds a file so that it cannot be moved. */
  readonly isHeld: (path: string) => boolean
}
