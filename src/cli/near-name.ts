// SPDX-License-Identifier: MIT
import { nearest } from '../diagnostics/nearest.ts'

/** The name that was most likely meant: the host of that short name in whatever domain, else the nearest word. */
export const nearName = (name: string, known: Iterable<string>): string | null => {
  const names = [...known]
  const short = `${name.toLowerCase()}.`
  return names.find((one) => one.toLowerCase().startsWith(short)) ?? nearest(name, names)
}
