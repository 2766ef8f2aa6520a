// SPDX-License-Identifier: MIT
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Path of a file that the build has put beside the program; null where the program runs from its sources. */
export const builtFile = (name: string): string | null => {
  const path = join(import.meta.dirname, name)
  return existsSync(path) ? path : null
}
