// SPDX-License-Identifier: MIT
import type { OptionContext } from '../../targets/declared-options.ts'
import { DECLARED, type OptionValues } from '../../targets/options.ts'
import type { EstateFile } from '../estate-schema.ts'

/** The options of every target that has some, as the targets themselves read them. */
export const resolveOptions = (file: EstateFile, context: OptionContext): OptionValues =>
  Object.fromEntries(
    DECLARED.map(([name, { resolve }]) => [name, resolve(file[name], context)]),
  ) as unknown as OptionValues
