// SPDX-License-Identifier: MIT

/** A value that the text of a script tells; a table by its keys in lower case. */
export type ScriptValue = string | number | boolean | null | readonly (ScriptValue | typeof UNKNOWN)[] | ScriptTable

export interface ScriptTable {
  readonly entries: ReadonlyMap<string, { readonly name: string; readonly value: ScriptValue | typeof UNKNOWN }>
}

/** Stands for what only a run would tell. */
export const UNKNOWN = Symbol('only a run would tell')
export type Told = ScriptValue | typeof UNKNOWN

export const isTable = (value: Told): value is ScriptTable =>
  typeof value === 'object' && value !== null && 'entries' in value

export const isList = (value: Told): value is readonly Told[] => Array.isArray(value)

/** Variables by name in lower case, without a scope. */
export type Variables = Map<string, Told>
