// SPDX-License-Identifier: MIT
import { type Action, type Direction, PROFILES, type Profile, type Protocol } from '../rule/rule.ts'
import { INTERFACE_TYPES, LOCAL_PORT_KEYWORDS, PROTOCOL_NAMES, REMOTE_PORT_KEYWORDS } from './keywords.ts'
import { type AddressList, addressList } from './read-addresses.ts'
import { type PortList, portList, portTokens } from './read-ports.ts'

const LOCAL_PORT_TOKENS = portTokens(LOCAL_PORT_KEYWORDS)
const REMOTE_PORT_TOKENS = portTokens(REMOTE_PORT_KEYWORDS)
const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['allow', 'allow'],
  ['block', 'block'],
  ['bypass', 'bypass'],
])
const INTERFACES = new Map(INTERFACE_TYPES.map((name) => [name.toLowerCase(), name]))
const NAMED_PROTOCOLS: ReadonlyMap<number, Protocol> = new Map([
  [1, 'icmp4'],
  [6, 'tcp'],
  [17, 'udp'],
  [58, 'icmp6'],
  [256, 'any'],
])
const ICMP = /^\d{1,3}:(\d{1,3}|\*)$/

const readProtocol = (value: string): Protocol | null => {
  const number = /^\d{1,3}$/.test(value) ? Number(value) : PROTOCOL_NAMES.get(value.toLowerCase())
  return number === undefined || number > 256 ? null : (NAMED_PROTOCOLS.get(number) ?? number)
}

type Text = 'App' | 'Svc' | 'Name' | 'Desc' | 'EmbedCtxt'

/** A rule while its fields are read; null is what no field has said yet. */
export interface RuleDraft {
  texts: Record<Text, string | null>
  /** Made for the first of them: most rules have none. */
  other: Map<string, string[]> | null
  action: Action | null
  direction: Direction | null
  enabled: boolean | null
  protocol: Protocol | null
  profiles: Profile[]
  localPorts: PortList
  remotePorts: PortList
  icmp4: string[]
  icmp6: string[]
  local: AddressList
  remote: AddressList
  interfaceTypes: string[]
}

/** Takes one field into the draft; false where the model has no place for it or its value is not understood. */
export const takeField = (draft: RuleDraft, key: string, value: string): boolean => {
  switch (key) {
    case 'Action': {
      const action = ACTIONS.get(value.toLowerCase())
      if (action === undefined || draft.action !== null) return false
      draft.action = action
      return true
    }
    case 'Active': {
      const text = value.toUpperCase()
      if (draft.enabled !== null || (text !== 'TRUE' && text !== 'FALSE')) return false
      draft.enabled = text === 'TRUE'
      return true
    }
    case 'Dir': {
      const text = value.toLowerCase()
      if (draft.direction !== null || (text !== 'in' && text !== 'out')) return false
      draft.direction = text
      return true
    }
    case 'Protocol': {
      if (draft.protocol !== null) return false
      draft.protocol = readProtocol(value)
      return draft.protocol !== null
    }
    case 'Profile': {
      const profile = PROFILES.find((name) => name === value.toLowerCase())
      if (profile === undefined) return false
      if (!draft.profiles.includes(profile)) draft.profiles.push(profile)
      return true
    }
    case 'LPort':
    case 'LPort2_10':
    case 'LPort2_20':
    case 'LPort2_24':
      return draft.localPorts.add(value)
    case 'RPort':
    case 'RPort2_10':
      return draft.remotePorts.add(value)
    case 'ICMP4':
    case 'ICMP6':
      if (!ICMP.test(value)) return false
      ;(key === 'ICMP4' ? draft.icmp4 : draft.icmp6).push(value)
      return true
    case 'LA4':
    case 'LA6':
      return draft.local.add(value, key === 'LA4' ? 4 : 6)
    case 'RA4':
    case 'RA42':
      return draft.remote.add(value, 4)
    case 'RA6':
    case 'RA62':
      return draft.remote.add(value, 6)
    case 'IFType': {
      const name = INTERFACES.get(value.toLowerCase())
      if (name === undefined) return false
      draft.interfaceTypes.push(name)
      return true
    }
    case 'App':
    case 'Svc':
    case 'Name':
    case 'Desc':
    case 'EmbedCtxt':
      if (draft.texts[key] !== null) return false
      draft.texts[key] = value
      return true
    default:
      return false
  }
}

export const ruleDraft = (): RuleDraft => ({
  texts: { App: null, Svc: null, Name: null, Desc: null, EmbedCtxt: null },
  other: null,
  action: null,
  direction: null,
  enabled: null,
  protocol: null,
  profiles: [],
  localPorts: portList(LOCAL_PORT_TOKENS),
  remotePorts: portList(REMOTE_PORT_TOKENS),
  icmp4: [],
  icmp6: [],
  local: addressList(),
  remote: addressList(),
  interfaceTypes: [],
})
