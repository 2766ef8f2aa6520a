// SPDX-License-Identifier: MIT
import { count } from '../diagnostics/count.ts'
import type { Flow, FlowEnd } from '../flows/flow.ts'
import { ICMP4, ICMP6, TCP } from '../formats/traffic-log/log-row.ts'
import type { Call, FlowCover } from './flow-cover.ts'

export const protocolWord = (protocol: number): 'tcp' | 'udp' | 'icmp' =>
  protocol === ICMP4 || protocol === ICMP6 ? 'icmp' : protocol === TCP ? 'tcp' : 'udp'

/** `tcp 445`, `icmp echo`. */
export const serviceWord = (protocol: number, port: number): string => {
  const word = protocolWord(protocol)
  return word === 'icmp' ? 'icmp echo' : `${word} ${port}`
}

const endWords = (end: FlowEnd): string => {
  const names = [...end.parties.map(({ name }) => name), ...(end.any === null ? [] : [end.any])]
  return names.length <= 2 ? names.join(' and ') : `${names[0]} and ${count(names.length - 1, 'other')}`
}

const portWords = (flow: Flow): string =>
  flow.protocol === 'icmp'
    ? 'icmp'
    : `${flow.protocol} ${flow.ports.slice(0, 4).join(', ')}${flow.ports.length > 4 ? ' …' : ''}`

/** The flow that has the most in common with a call that none covers, in words. */
export const nearestFlow = (flows: readonly Flow[], cover: FlowCover): ((call: Call) => string) => {
  const byListener = Map.groupBy(
    flows.flatMap((flow) => flow.to.parties.map((party) => ({ party, flow }))),
    ({ party }) => party,
  )
  return ({ from, to, protocol, port }) => {
    const onPort = cover.onPort(protocol, port, to)
    const here = onPort.find((flow) => cover.isCalled(flow, to))
    if (here !== undefined) return `${here.id} is for this port there, from ${endWords(here.from)}`
    const party = to.host ?? to.groups[0]
    const joining = (party === undefined ? [] : (byListener.get(party) ?? [])).find(
      // What everybody may send to everybody says nothing about these two.
      ({ flow }) => flow.from.any !== 'any' && cover.calls(flow, from),
    )
    if (joining !== undefined) return `${joining.flow.id} joins the two, on ${portWords(joining.flow)}`
    const elsewhere = onPort.find((flow) => cover.calls(flow, from))
    if (elsewhere !== undefined) return `${elsewhere.id} is for this caller and port, to ${endWords(elsewhere.to)}`
    return 'no flow joins two of caller, computer and port'
  }
}
