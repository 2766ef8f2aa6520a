// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { count } from '../../diagnostics/count.ts'
import type { PageInput } from '../page-input.ts'
import { type NameList, nameList } from './name-list.ts'

export interface WidenedRow {
  readonly policy: string
  readonly hosts: NameList
  readonly from: NameList
  readonly ports: string
  readonly reason: string
  readonly all: number
  readonly allowances: string
}

/** Allowances beyond the exact need, one row a policy, port and reason. */
export const widenedRows = (
  { policies }: PageInput,
  only: string | null,
  once: (list: NameList) => NameList,
): readonly WidenedRow[] => {
  const rows = new Map<
    string,
    { policy: string; ports: string; reason: string; hosts: Set<string>; from: Set<string>; all: number }
  >()
  for (const policy of policies) {
    for (const one of policy.widened) {
      if (only !== null && one.host !== only) continue
      const ports = `${one.protocol.toUpperCase()} ${one.ports.join(', ')}`.trim()
      const row = getOrInsert(rows, [policy.id, ports, one.reason].join('|'), () => ({
        policy: policy.id,
        ports,
        reason: one.reason,
        hosts: new Set<string>(),
        from: new Set<string>(),
        all: 0,
      }))
      row.hosts.add(one.host)
      row.from.add(one.from)
      row.all += 1
    }
  }
  return [...rows.values()].map(({ policy, ports, reason, hosts, from, all }) => ({
    policy,
    hosts: once(nameList([...hosts])),
    from: once(nameList([...from])),
    ports,
    reason,
    all,
    allowances: count(all, 'allowance'),
  }))
}
