// SPDX-License-Identifier: MIT
import { encodeError } from '../template/encode-error.ts'

/** The bare name of a parameter or type: letters and digits alone. */
export const bareName = (value: unknown): string => {
  if (typeof value !== 'string' || !/^[A-Za-z][A-Za-z0-9]*$/.test(value))
    throw encodeError('PowerShell', `${String(value)} is no bare name`)
  return value
}
