// SPDX-License-Identifier: MIT
import { baselineOptions } from './baseline/options.ts'
import type { DeclaredOptions } from './declared-options.ts'
import { dscOptions } from './dsc/options.ts'
import { gpoOptions } from './gpo/options.ts'
import { wfpOptions } from './wfp/options.ts'

/** What those options mean: one line for each target that has some. */
export const TARGET_OPTIONS = { gpo: gpoOptions, dsc: dscOptions, wfp: wfpOptions, baseline: baselineOptions }

/** The options of every target that has some, defaults filled in. */
export type OptionValues = {
  readonly [N in keyof typeof TARGET_OPTIONS]: ReturnType<(typeof TARGET_OPTIONS)[N]['resolve']>
}

type Name = keyof typeof TARGET_OPTIONS

/** Each target's declaration by its name; the name alone says of which values. */
export const DECLARED = Object.entries(TARGET_OPTIONS) as unknown as readonly (readonly [
  Name,
  DeclaredOptions<unknown, OptionValues[Name]>,
])[]
