// SPDX-License-Identifier: MIT
import type { ConfigurationItem } from '../formats/configuration-item/configuration-item.ts'
import { type DigestCabinet, readDigestCabinet } from '../formats/configuration-item/digest-cabinet.ts'
import { readDigest } from '../formats/configuration-item/read-digest.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { itemRules } from '../targets/baseline/read.ts'
import type { ReadArtifact } from '../targets/target.ts'
import { destroyedFile } from './destroyed-file.ts'
import type { ReadResult } from './read-result.ts'

/** An export of configuration items. Other cabinets (drivers, updates) hold none. */
const cabinetOf = (bytes: Uint8Array): DigestCabinet => {
  const cabinet = readDigestCabinet(bytes)
  if ('reason' in cabinet) throw destroyedFile(`as a cabinet: ${cabinet.reason}`)
  if (cabinet.digests.length === 0) throw destroyedFile('the cabinet holds no configuration item')
  return cabinet
}

/** Reads such an export as a whole. */
export const readCabinetFile = (bytes: Uint8Array): ReadResult => ({
  format: 'baseline',
  ...itemRules(cabinetOf(bytes)),
})

/** The policy whose rules an item looks for: the group of the rules ends with it, the title holds it. */
const policyOf = ({ title }: ConfigurationItem, [rule]: readonly Rule[]): string | null =>
  /^Portwright: .* \/ (\S+)$/.exec(rule?.group ?? '')?.[1] ??
  /^Windows Firewall: (\S+) of /.exec(title.text)?.[1] ??
  null

/** Reads such an export item by item: each is about other computers. */
export const readCabinetItems = (bytes: Uint8Array): readonly (ReadArtifact & { readonly id: string | null })[] => {
  const { digests, unread } = cabinetOf(bytes)
  const items = digests.filter((digest) => digest.kind === 'item')
  if (items.length === 0) return [{ id: null, ...itemRules({ digests: [], unread }) }]
  return items.map((item, index) => {
    const read = itemRules({ digests: [item], unread: index === 0 ? unread : [] })
    return { id: policyOf(item, read.rules), ...read }
  })
}

/** Reads a digest that somebody took out of such a cabinet. */
export const readDigestFile = (bytes: Uint8Array): ReadResult => {
  const read = readDigest(bytes)
  if ('reason' in read) throw destroyedFile(`as a configuration item: ${read.reason}`)
  return { format: 'baseline', ...itemRules({ digests: [read.digest], unread: [] }) }
}
