// SPDX-License-Identifier: MIT
import { nearest } from './nearest.ts'

const isDnsName = (name: string): boolean => /^[^/\s]+\.[^/\s]+$/.test(name)

/** The name that was most likely meant: the host of that short name in whatever domain, else the nearest word. */
export const nearName = (name: string, known: Iterable<string>): string | null => {
  const names = [...known]
  const short = `${name.toLowerCase()}.`
  const host = names.find((one) => one.toLowerCase().startsWith(short))
  if (host !== undefined) return host
  // A short name with a slip of the pen.
  const labels = new Map(names.filter(isDnsName).map((one) => [one.split('.')[0] as string, one]))
  return nearest(name, names) ?? labels.get(nearest(name, labels.keys()) ?? '') ?? null
}
