// SPDX-License-Identifier: MIT
import { UsageError } from './exit-code.ts'

/** The folder of an output, as it was given; `-` is one file elsewhere, and no folder. */
export const outputFolder = (given: string): string => {
  if (given === '-')
    throw new UsageError(
      'an output is a folder, and standard input holds one file',
      'give the output folder of a compile',
    )
  return given
}
