// SPDX-License-Identifier: MIT
import type { KnownSettings } from '../formats/rule/known-settings.ts'
import type { Loss } from '../formats/rule/loss.ts'
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { Profile, Rule } from '../formats/rule/rule.ts'
import type { LibraryDiagnostic } from './library-diagnostic.ts'

/** Rules that stand together in a file: those of one policy. */
export interface PolicyRead {
  /** Its id in the output of a compile; null where the file names none. */
  readonly id: string | null
  /** Display name of its Group Policy object; null where the file names none. */
  readonly name: string | null
  readonly rules: readonly Rule[]
  /** Settings of the profiles; null where the file does not say. */
  readonly settings: Readonly<Record<Profile, KnownSettings>>
  readonly registry: readonly RegistryValue[]
  readonly losses: readonly Loss[]
}

/** What a file, or the files of a folder, hold. */
export interface RulesRead {
  readonly path: string
  /** `registry.pol`, `wfw`, `gpo`, `listing` and so on; null where the file cannot be read, and `diagnostics` says why. */
  readonly format: string | null
  readonly rules: readonly Rule[]
  /** Every other value of the firewall that the file holds. */
  readonly registry: readonly RegistryValue[]
  /** What was not understood: never a wider rule, never silence. */
  readonly losses: readonly Loss[]
  /** The same rules policy by policy; a folder of backups holds several. */
  readonly policies: readonly PolicyRead[]
  readonly diagnostics: readonly LibraryDiagnostic[]
}
