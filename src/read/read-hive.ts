// SPDX-License-Identifier: MIT
import { hiveKind } from '../formats/firewall-store/hive-kind.ts'
import { softwareHiveSteps, systemHiveSteps } from '../formats/firewall-store/read-machine-hive.ts'
import { wfwSteps } from '../formats/firewall-store/read-wfw.ts'
import { readHive } from '../formats/regf/read-hive.ts'
import { destroyedFile } from './destroyed-file.ts'
import type { StartedRead } from './started-read.ts'

/** A hive is an exported policy (`.wfw`), or a SYSTEM or SOFTWARE hive of a computer. */
export const startHiveFile = (bytes: Uint8Array): StartedRead => {
  const kind = hiveKind(bytes)
  if (kind === 'wfw') return { format: 'wfw', steps: wfwSteps(bytes) }
  if (kind === 'software') return { format: 'hive', steps: softwareHiveSteps(bytes) }
  if (kind === null) {
    const { root, faults } = readHive(bytes)
    const [fault] = faults
    // Without the keys under its root nobody can say what a hive lacks.
    if (fault !== undefined && (root === null || root.subkeys.length === 0))
      throw destroyedFile(`${fault.reason} (byte ${fault.offset})`)
  }
  return { format: 'hive', steps: systemHiveSteps(bytes) }
}
