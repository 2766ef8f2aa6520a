// SPDX-License-Identifier: MIT
import type { Estate } from '../estate/estate.ts'
import type { TargetOptions } from '../targets/target.ts'

/** What of an estate its targets need to know beside the policies. */
export const targetOptions = ({ name, options }: Estate, version: string): TargetOptions => ({
  estate: name,
  version,
  ...options,
})
