// SPDX-License-Identifier: MIT

export type Raw = Readonly<Record<string, unknown>>

/** The keys of a mapping, refused if one of them is not known. The catalogue is ours: a fault in it ends the build. */
export const fields = (where: string, value: unknown, known: readonly string[]): Raw => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where}: expected keys`)
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw new Error(`${where}: unknown key “${key}”`)
  }
  return value as Raw
}

/** A list, a single value as a list of one, nothing as an empty list. */
export const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

export const textOf = (where: string, value: unknown): string => {
  if (typeof value !== 'string' || value === '') throw new Error(`${where}: expected text`)
  return value
}
