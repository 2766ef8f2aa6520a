// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import { changeIn } from './changes-of.ts'
import type { HostChange } from './host-result.ts'
import type { ServerTarget } from './server-target.ts'
import { portRange } from './step-request.ts'
import type { ChangeReport } from './step-values.ts'

const FEW = 3

const few = (list: readonly string[]): string =>
  list.length === 0
    ? 'any'
    : list.length <= FEW
      ? list.join(', ')
      : `${list.slice(0, FEW).join(', ')} and ${list.length - FEW} more`

/** A rule in a few words: direction, protocol, the ports that it is about, and who is at the other end. */
const words = (rule: Rule): string => {
  const inbound = rule.direction === 'in'
  const ports = rule.icmpTypes.length > 0 ? rule.icmpTypes : inbound ? rule.localPorts : rule.remotePorts
  const numbers = ports.length === 0 && rule.protocol !== 'tcp' && rule.protocol !== 'udp' ? '' : ` ${few(ports)}`
  const action = rule.action === 'allow' ? '' : ` ${rule.action}`
  return `${rule.direction}${action} ${rule.protocol}${numbers} ${inbound ? 'from' : 'to'} ${few(rule.remoteAddresses)}`
}

/** What the scripts of a host would change, one by one, in the order in which they do it. */
export const changesByName = (target: ServerTarget, { values, rules }: ChangeReport): readonly HostChange[] => {
  const known = new Map(target.rules.map((rule) => [rule.id.toLowerCase(), rule]))
  const touched = (values?.added ?? 0) + (values?.changed ?? 0)
  const rpc: readonly HostChange[] =
    touched === 0
      ? []
      : [
          {
            change: values?.changed === 0 ? 'added' : 'changed',
            id: 'RPC',
            name: 'Ports of dynamic RPC',
            text: few(portRange(target)),
          },
        ]
  const steps = (rules?.steps ?? []).flatMap((step): readonly HostChange[] => {
    const change = changeIn(step)
    if (change === null) return []
    const rule = change === 'removed' ? undefined : known.get(step.name.toLowerCase())
    const detail = step.detail.replace(/^would be [a-z]+(?:: )?/, '')
    const text = [rule === undefined ? '' : words(rule), detail].filter((part) => part !== '').join('; ')
    return [{ change, id: step.name, name: step.displayName, text }]
  })
  return [...rpc, ...steps]
}
