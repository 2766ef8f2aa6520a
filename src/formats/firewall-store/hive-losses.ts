// SPDX-License-Identifier: MIT
import type { Hive } from '../regf/read-hive.ts'
import { decodeRegistryData } from '../registry-pol/decode-registry-data.ts'
import type { Loss } from '../rule/loss.ts'
import { strayRule } from '../rule-string/stray-rule.ts'

const loss = (reason: string): Loss => ({ rule: null, field: 'hive', reason })

/** What of a hive could not be read, and that more may lie beside it. A rule whose key is lost is listed with its text. */
export const hiveLosses = ({ dirty, faults, orphans }: Hive): readonly Loss[] => [
  ...(dirty ? [loss('the hive was not closed cleanly: what its log files hold is not read')] : []),
  ...faults.map(({ offset, reason }) => loss(`${reason} (byte ${offset})`)),
  ...orphans.flatMap(({ name, type, data }) => {
    const stray = strayRule('', name, decodeRegistryData(type, data).data)
    return stray === null ? [] : [{ ...stray, field: 'hive', reason: 'its key was lost' }]
  }),
]
