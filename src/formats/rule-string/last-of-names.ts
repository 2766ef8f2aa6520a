// SPDX-License-Identifier: MIT

/** What counts of values that have one name is the last, in whatever case they are written: where it stands, by the name in lower case. */
export const lastOfNames = <Value>(
  values: readonly Value[],
  nameOf: (value: Value) => string | null,
): ReadonlyMap<string, number> => {
  const last = new Map<string, number>()
  for (const [place, value] of values.entries()) {
    const name = nameOf(value)
    if (name !== null) last.set(name.toLowerCase(), place)
  }
  return last
}
