// SPDX-License-Identifier: MIT
import { join, relative, resolve, sep } from 'node:path'

/** A path of an error of the system as the user wrote it: Windows has the whole path there, whatever was asked for. */
export const asGiven = (path: string, given: readonly string[]): string => {
  const above = given.find((one) => path === resolve(one) || path.startsWith(`${resolve(one)}${sep}`))
  return above === undefined ? path : path === resolve(above) ? above : join(above, relative(resolve(above), path))
}
