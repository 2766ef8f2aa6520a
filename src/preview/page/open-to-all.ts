// SPDX-License-Identifier: MIT
import { isAnyAddress, parseAddresses } from '../../formats/address/address-set.ts'
import type { Rule } from '../../formats/rule/rule.ts'

/** Whether a rule lets everybody in: no remote address at all, or a list that holds a whole family. */
export const isOpenToAll = (rule: Rule): boolean => {
  if (rule.direction !== 'in' || rule.action === 'block' || !rule.enabled) return false
  if (rule.remoteAddresses.length === 0) return true
  if (rule.remoteAddresses.some((address) => /^(any|internet)$/i.test(address))) return true
  const set = parseAddresses([...rule.remoteAddresses])
  return set !== null && (isAnyAddress({ ...set, v6: ALL.v6 }) || isAnyAddress({ ...set, v4: ALL.v4 }))
}
const ALL = parseAddresses(['0.0.0.0/0', '::/0']) ?? { v4: [], v6: [], keywords: [] }

/** Whether a rule does nothing but keep a computer on its network: DHCP, name resolution, ICMP. */
export const isCore = (rule: Rule): boolean =>
  rule.flows.length > 0 && rule.flows.every((id) => id.startsWith('baseline/'))
