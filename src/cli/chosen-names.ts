// SPDX-License-Identifier: MIT

import { nearName } from '../diagnostics/near-name.ts'
import { UsageError } from './exit-code.ts'

/** Those that were named, each once and in that order; a name that nobody has ends the command with the nearest one. */
export const chosenNames = <T extends { readonly host: string }>(
  all: readonly T[],
  names: readonly string[],
  unknown: (name: string) => UsageError | string,
): readonly T[] => {
  const byName = new Map(all.map((one) => [one.host.toLowerCase(), one]))
  return [...new Set(names.map((name) => name.toLowerCase()))].map((name) => {
    const found = byName.get(name)
    if (found !== undefined) return found
    const said = unknown(name)
    if (typeof said !== 'string') throw said
    const near = nearName(
      name,
      all.map(({ host }) => host),
    )
    throw new UsageError(said, near === null ? null : `did you mean “${near}”?`)
  })
}
