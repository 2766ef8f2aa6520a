// SPDX-License-Identifier: MIT

/** Namespaces of a digest: what is configured, and how it is judged. */
export const CONFIGURATION =
  'http://schemas.microsoft.com/SystemsCenterConfigurationManager/2009/07/10/DesiredConfiguration'
export const RULES = 'http://schemas.microsoft.com/SystemsCenterConfigurationManager/2009/06/14/Rules'

/** A text that people see; where it has an id, the resources hold it in other languages. */
export interface ItemText {
  readonly text: string
  readonly resource: string | null
}

/** What names an item at every site: an import of the same name and a higher version replaces it. */
export interface ItemIdentity {
  readonly scope: string
  readonly name: string
}

export interface ItemScript {
  readonly language: string
  readonly text: string
}

export interface ScriptSource {
  readonly kind: 'script'
  readonly is64Bit: boolean
  readonly discovery: ItemScript
  readonly remediation: ItemScript | null
}

export interface RegistrySource {
  readonly kind: 'registry'
  readonly is64Bit: boolean
  readonly hive: string
  readonly depth: string
  readonly createMissingPath: boolean
  readonly key: string
  readonly valueName: string
}

export interface ItemSetting {
  readonly name: string
  readonly dataType: string
  readonly title: ItemText
  readonly description: ItemText
  readonly source: ScriptSource | RegistrySource
}

/** When a computer complies: what a setting gives, held against constants. */
export interface ComplianceRule {
  readonly id: string
  readonly severity: string
  readonly nonCompliantWhenNotFound: boolean
  readonly title: ItemText
  readonly description: ItemText
  readonly operator: string
  readonly setting: ItemIdentity & {
    readonly version: number
    readonly dataType: string
    readonly setting: string
    readonly sourceType: string
    readonly method: string
    /** Whether the setting is put right where it does not comply. */
    readonly changeable: boolean
  }
  readonly values: readonly { readonly value: string; readonly dataType: string }[]
}

export interface ConfigurationItem extends ItemIdentity {
  readonly kind: 'item'
  readonly element: 'Application' | 'OperatingSystem'
  readonly version: number
  readonly is64Bit: boolean
  readonly title: ItemText
  readonly description: ItemText
  readonly settings: readonly ItemSetting[]
  readonly rules: readonly ComplianceRule[]
  readonly platforms: { readonly operator: string; readonly names: readonly string[] }
  /** Its output, if any, says that the item applies to a computer. */
  readonly applies: ItemScript | null
}

/** The lists of a baseline, in their order. */
export const BASELINE_LISTS = [
  'RequiredItems',
  'ProhibitedItems',
  'OptionalItems',
  'OperatingSystems',
  'SoftwareUpdates',
  'Baselines',
  'OtherConfigurationItems',
] as const

export interface ConfigurationBaseline extends ItemIdentity {
  readonly kind: 'baseline'
  readonly version: number
  readonly title: ItemText
  readonly description: ItemText
  readonly references: readonly (ItemIdentity & { readonly list: (typeof BASELINE_LISTS)[number] })[]
}
