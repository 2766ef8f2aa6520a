// SPDX-License-Identifier: MIT
import { readLgpoPolicy } from '../../formats/lgpo-text/read-lgpo-policy.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'

/** Reads back the LGPO texts among these. */
export const readLgpoFiles = (files: readonly OutputFile[]): ReadArtifact => {
  const policies = files.filter(({ path }) => /\.txt$/i.test(path)).map(({ bytes }) => readLgpoPolicy(bytes))
  return {
    rules: policies.flatMap(({ rules }) => rules),
    registry: policies.flatMap(({ registry }) => registry),
    losses: policies.flatMap(({ losses }) => losses),
  }
}
