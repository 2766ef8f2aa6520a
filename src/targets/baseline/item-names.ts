// SPDX-License-Identifier: MIT
import { uuidV5 } from '../../formats/uuid/uuid-v5.ts'

const bare = (name: string): string => uuidV5(name).slice(1, -1)

/** A name of the kinds that the console gives, the same for every compile of the same estate and policy. */
const lower = (kind: string, name: string): string => `${kind}_${bare(name).toLowerCase()}`

/** Who authored the items: the estate. */
export const scopeName = (estate: string): string => `ScopeId_${bare(`${estate}|configuration scope`)}`

export const baselineName = (estate: string): string => lower('Baseline', `${estate}|configuration baseline`)

export const itemName = (estate: string, policy: string): string =>
  lower('Application', `${estate}|${policy}|configuration item`)

export const settingName = (estate: string, policy: string): string =>
  lower('ScriptSetting', `${estate}|${policy}|configuration setting`)

export const ruleName = (estate: string, policy: string): string => lower('Rule', `${estate}|${policy}|compliance rule`)

/** The id of a text in the resources; `of` says which of an item's texts it is. */
export const textId = (estate: string, policy: string | null, of: string): string =>
  `ID-${bare(`${estate}|${policy ?? ''}|configuration text ${of}`).toLowerCase()}`
