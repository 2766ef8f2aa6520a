// SPDX-License-Identifier: MIT
import { readWfw } from '../../formats/firewall-store/read-wfw.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'

/** Reads back the `.wfw` files among these. */
export const readWfwFiles = (files: readonly OutputFile[]): ReadArtifact => {
  const stores = files.filter(({ path }) => /\.wfw$/i.test(path)).map(({ bytes }) => readWfw(bytes))
  return {
    rules: stores.flatMap(({ rules }) => rules),
    registry: stores.flatMap(({ registry }) => registry),
    losses: stores.flatMap(({ losses }) => losses),
  }
}
