// SPDX-License-Identifier: MIT

export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Keys that say nothing about a rule: types, links, references to templates. */
const isAbout = (key: string): boolean =>
  key.includes('@odata.') ||
  ['settingInstanceTemplateReference', 'settingValueTemplateReference', 'auditRuleInformation', 'id'].includes(key)

/** The keys of an object that are none of these. */
export const otherKeys = (object: JsonObject, ...known: readonly string[]): readonly string[] =>
  Object.keys(object).filter((key) => !isAbout(key) && !known.includes(key))
