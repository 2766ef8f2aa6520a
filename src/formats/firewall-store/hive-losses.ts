// SPDX-License-Identifier: MIT
import type { Hive } from '../regf/read-hive.ts'
import type { Loss } from '../rule/loss.ts'

const loss = (reason: string): Loss => ({ rule: null, field: 'hive', reason })

/** What of a hive could not be read, and that more may lie beside it. */
export const hiveLosses = ({ dirty, faults }: Hive): readonly Loss[] => [
  ...(dirty ? [loss('the hive was not closed cleanly: what its log files hold is not read')] : []),
  ...faults.map(({ offset, reason }) => loss(`${reason} (byte ${offset})`)),
]
