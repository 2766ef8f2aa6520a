// SPDX-License-Identifier: MIT
import type { Exception, OwnFlow } from '../../estate/estate.ts'
import { flowAnchor } from './anchors.ts'
import { type NameList, nameList } from './name-list.ts'

export interface OwnView {
  readonly name: NameList
  readonly anchor: string
  readonly ports: string
  readonly reason: string
  readonly owner: string
  readonly ticket: string
  readonly expires: string
}

const NAMED = (text: string | null | undefined): string => text ?? 'not named'

export const exceptionView = (one: Exception): OwnView => ({
  name: nameList(one.flows, 6),
  anchor: '',
  ports: '',
  reason: one.reason,
  owner: NAMED(one.owner),
  ticket: one.ticket ?? '',
  expires: one.expires ?? 'never',
})

export const ownFlowView = (flow: OwnFlow): OwnView => ({
  name: nameList([flow.name]),
  anchor: flowAnchor(`own/${flow.name}`),
  ports: flow.protocol === 'icmp' ? 'ICMP' : `${flow.protocol.toUpperCase()} ${flow.ports.join(', ')}`,
  reason: flow.reason,
  owner: NAMED(flow.owner),
  ticket: flow.ticket ?? '',
  expires: flow.expires ?? 'never',
})
