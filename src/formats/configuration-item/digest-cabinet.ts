// SPDX-License-Identifier: MIT
import type { CabinetFile } from '../cab/cabinet.ts'
import { readCabinet } from '../cab/read-cabinet.ts'
import { writeCabinet } from '../cab/write-cabinet.ts'
import type { ConfigurationBaseline, ConfigurationItem } from './configuration-item.ts'
import { itemTexts } from './item-texts.ts'
import { readDigest } from './read-digest.ts'
import { writeDigest } from './write-digest.ts'
import { writeResources } from './write-resources.ts'

type Digest = ConfigurationItem | ConfigurationBaseline

/** What an export of the console holds: digests, and what of it is none. */
export interface DigestCabinet {
  readonly digests: readonly Digest[]
  readonly unread: readonly { readonly file: string; readonly reason: string }[]
}

/** A cabinet as the console exports one: for each digest its file and its texts, a baseline before what it refers to. */
export const writeDigestCabinet = (
  digests: readonly { readonly file: string; readonly digest: Digest }[],
): Uint8Array =>
  writeCabinet(
    digests.flatMap(({ file, digest }, index): readonly CabinetFile[] => [
      { name: `${index + 1}_${file}.xml`, bytes: writeDigest(digest) },
      { name: `${index + 1}_${file}.en-US.resx`, bytes: writeResources(itemTexts(digest)) },
    ]),
  )

/** Reads such a cabinet; a reason where it is no whole cabinet. */
export const readDigestCabinet = (bytes: Uint8Array): DigestCabinet | { readonly reason: string } => {
  const cabinet = readCabinet(bytes)
  if ('reason' in cabinet) return cabinet
  const digests: Digest[] = []
  const unread: { file: string; reason: string }[] = []
  for (const { name, bytes: content } of cabinet.files) {
    if (/\.resx$/i.test(name)) continue
    const read = readDigest(content)
    if ('digest' in read) digests.push(read.digest)
    else unread.push({ file: name, reason: read.reason })
  }
  return { digests, unread }
}
