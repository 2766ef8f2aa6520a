// SPDX-License-Identifier: MIT
import { readDigestCabinet } from '../formats/configuration-item/digest-cabinet.ts'
import { readDigest } from '../formats/configuration-item/read-digest.ts'
import { itemRules } from '../targets/baseline/read.ts'
import { destroyedFile } from './destroyed-file.ts'
import type { ReadResult } from './read-result.ts'

/** Reads an export of configuration items. Other cabinets (drivers, updates) hold none. */
export const readCabinetFile = (bytes: Uint8Array): ReadResult => {
  const cabinet = readDigestCabinet(bytes)
  if ('reason' in cabinet) throw destroyedFile(`as a cabinet: ${cabinet.reason}`)
  if (cabinet.digests.length === 0) throw destroyedFile('the cabinet holds no configuration item')
  return { format: 'baseline', ...itemRules(cabinet) }
}

/** Reads a digest that somebody took out of such a cabinet. */
export const readDigestFile = (bytes: Uint8Array): ReadResult => {
  const read = readDigest(bytes)
  if ('reason' in read) throw destroyedFile(`as a configuration item: ${read.reason}`)
  return { format: 'baseline', ...itemRules({ digests: [read.digest], unread: [] }) }
}
