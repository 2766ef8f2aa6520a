// SPDX-License-Identifier: MIT
import type { PolRecord } from '../registry-pol/pol-record.ts'

/** Which half of a policy an entry belongs to; in a backup, the folder that its registry.pol lies in. */
export type LgpoScope = 'Computer' | 'User'

/** An entry of LGPO text stands for a record of a registry.pol file. */
export interface LgpoEntry {
  readonly scope: LgpoScope
  readonly record: PolRecord
}

/** Records of a registry.pol file that say what to delete (MS-GPREG 3.2.5.1); their data is one blank. */
export const DELETE_VALUE = '**del.'
export const DELETE_ALL_VALUES = '**delvals.'
export const DELETE_KEYS = '**DeleteKeys'
