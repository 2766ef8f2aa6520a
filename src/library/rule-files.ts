// SPDX-License-Identifier: MIT

/** One file of firewall rules: whatever `portwright read` reads. */
export interface RuleFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** The files of one folder or of one listing, by their path in it. */
export interface RuleFiles {
  readonly files: ReadonlyMap<string, Uint8Array>
}
