// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { count } from '../../diagnostics/count.ts'
import type { Flow } from '../../flows/flow.ts'
import { isAnyAddress } from '../../formats/address/address-set.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import type { Policy } from '../../rules/policy.ts'
import type { PageInput } from '../page-input.ts'
import { flowsById, reasonsOf } from '../rule-reasons.ts'
import { portWords, protocolWord } from '../words.ts'
import { ruleAnchor } from './anchors.ts'
import { type NameList, nameList } from './name-list.ts'
import { isCore, isOpenToAll } from './open-to-all.ts'
import { isSensitive } from './port-labels.ts'

export interface ExposureRow {
  readonly ports: string
  readonly anchor: string
  readonly rule: string
  readonly hosts: NameList
  readonly profiles: string
  readonly why: string
  readonly sensitive: boolean
}

export interface Exposure {
  /** What every computer in the world may open, as far as the network lets it come. */
  readonly rows: readonly ExposureRow[]
  /** DHCP, name resolution, ICMP: what keeps a computer on its network. */
  readonly core: readonly ExposureRow[]
  readonly summary: string
}

/** Of the flows of a rule those that come from everywhere: the others are not why everybody is let in. */
const toAll = (rule: Rule, byId: ReadonlyMap<string, Flow>): readonly string[] => {
  const all = rule.flows.filter((id) => {
    const from = byId.get(id)?.from.addresses
    return from !== undefined && isAnyAddress(from)
  })
  return all.length === 0 ? rule.flows : all
}

/** Every allowance that names no sender, what an intruder would try first at the top. */
export const exposureSection = (
  input: PageInput,
  policies: readonly Policy[],
  once: (list: NameList) => NameList,
): Exposure => {
  const byId = flowsById(input.flows)
  // The same rule of many policies stands once, with all their computers.
  const found = new Map<string, { core: boolean; row: Omit<ExposureRow, 'hosts'>; hosts: string[] }>()
  for (const policy of policies)
    for (const rule of policy.rules.filter(isOpenToAll)) {
      const row = {
        ports: `${protocolWord(rule)} ${portWords(rule).join(', ')}`,
        anchor: ruleAnchor(rule),
        rule: rule.displayName,
        profiles: rule.profiles.length === 0 || rule.profiles.length === 3 ? 'every profile' : rule.profiles.join(', '),
        why: reasonsOf({ ...rule, flows: toAll(rule, byId) }, byId).texts.join(' '),
        sensitive: rule.localPorts.some((port) => isSensitive(`${protocolWord(rule)} ${port}`)),
      }
      const key = JSON.stringify({ ...row, anchor: '' })
      const hosts = getOrInsert(found, key, () => ({ core: isCore(rule), row, hosts: [] as string[] })).hosts
      addAll(hosts, policy.hosts)
      addAll(hosts, policy.clients)
    }
  const rows = [...found.values()].sort(
    (a, b) => Number(a.core) - Number(b.core) || Number(b.row.sensitive) - Number(a.row.sensitive),
  )
  // In the order in which they stand on the page: a list stands where it is met first.
  const shown = rows.map(({ core, row, hosts }) => ({ core, row: { ...row, hosts: once(nameList(hosts, 6)) } }))
  const open = shown.filter(({ core }) => !core).map(({ row }) => row)
  return {
    rows: open,
    core: shown.filter(({ core }) => core).map(({ row }) => row),
    summary:
      open.length === 0
        ? 'No rule lets everybody in: each names who may call.'
        : `${count(open.length, 'rule lets', 'rules let')} everybody in, as far as networks and other firewalls let a packet come.`,
  }
}
