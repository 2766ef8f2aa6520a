// SPDX-License-Identifier: MIT
import { decodeText } from '../text/decode-text.ts'

const LOOK = 65_536

/** Whether a folder holds both halves of what Aerleon reads: definitions, and policies or includes with terms. */
export const isAerleonFolder = (files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): boolean => {
  const starts = files
    .filter(({ path }) => /\.ya?ml$/i.test(path))
    .map(({ bytes }) => decodeText(bytes.subarray(0, LOOK)))
  return (
    starts.some((text) => /^(?:networks|services):/m.test(text)) &&
    starts.some((text) => /^(?:terms|filters|filters_include_only):/m.test(text))
  )
}
