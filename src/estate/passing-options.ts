// SPDX-License-Identifier: MIT
import type { Estate } from './estate.ts'

/** Options of targets that change which packets pass, whatever the rules say; part of each policy's hash. */
export type PassingOptions = Readonly<Record<string, boolean>>

export const passingOptions = ({ wfp }: Pick<Estate, 'wfp'>): PassingOptions => ({
  'wfp.hardPermit': wfp.hardPermit,
  'wfp.defaultBlock': wfp.defaultBlock,
})
