// SPDX-License-Identifier: MIT
import { hiveKind } from '../formats/firewall-store/hive-kind.ts'
import { readSoftwareHive, readSystemHive } from '../formats/firewall-store/read-machine-hive.ts'
import { readWfw } from '../formats/firewall-store/read-wfw.ts'
import type { ReadResult } from './read-result.ts'

/** A hive is an exported policy (`.wfw`), or a SYSTEM or SOFTWARE hive of a computer. */
export const readHiveFile = (bytes: Uint8Array): ReadResult => {
  const kind = hiveKind(bytes)
  if (kind === 'wfw') return { format: 'wfw', ...readWfw(bytes) }
  if (kind === 'software') return { format: 'hive', ...readSoftwareHive(bytes) }
  return { format: 'hive', ...readSystemHive(bytes) }
}
