// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import { type AddressSet, parseAddress, unionAddresses } from '../address/address-set.ts'
import { parsePorts } from '../port/port-set.ts'

/** Why a token, or a text in its place, cannot be followed. */
export interface TokenFault {
  readonly reason: string
}

export interface ServicePorts {
  readonly protocol: string
  /** `80` or `50000-50199`. */
  readonly ports: string
}

/** Networks and services by the tokens that terms name them by; tokens are told apart by case, as Aerleon does. */
export interface Definitions {
  readonly network: (token: string) => AddressSet | TokenFault
  readonly service: (token: string) => readonly ServicePorts[] | TokenFault
}

type Raw = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
const fault = (reason: string): TokenFault => ({ reason })

/** More nested than any definition that a person keeps. */
const DEEPEST = 32

/** The definitions of parsed `def` files; a token of two files is the first one's, and a fault where it is used. */
export const definitionsOf = (documents: readonly unknown[]): Definitions => {
  const networks = collect(documents, 'networks')
  const services = collect(documents, 'services')
  const known = new Map<string, AddressSet | TokenFault>()

  const network = (token: string, depth = 0): AddressSet | TokenFault => {
    const found = known.get(token)
    if (found !== undefined) return found
    const result = readNetwork(token, depth)
    if (depth === 0 || 'v4' in result) known.set(token, result)
    return result
  }
  const readNetwork = (token: string, depth: number): AddressSet | TokenFault => {
    const values = networks.get(token)
    if (values === undefined) return fault(`the network ${token} is not defined`)
    if (values === TWICE) return fault(`the network ${token} is defined twice`)
    if (depth > DEEPEST) return fault(`the network ${token} holds itself`)
    const list = isRecord(values) ? values.values : null
    if (!Array.isArray(list) || list.length === 0) return fault(`the network ${token} has no values`)
    const sets: AddressSet[] = []
    for (const value of list) {
      const set = readValue(token, value, depth)
      if ('reason' in set) return set
      sets.push(set)
    }
    return unionAddresses(sets)
  }
  const readValue = (token: string, value: unknown, depth: number): AddressSet | TokenFault => {
    if (typeof value === 'string') return network(value, depth + 1)
    if (isRecord(value) && typeof value.name === 'string' && hasOnly(value, ['name', 'comment']))
      return network(value.name, depth + 1)
    if (!isRecord(value) || typeof value.address !== 'string' || !hasOnly(value, ['address', 'comment']))
      return fault(`the network ${token} holds something that is no address`)
    const set = value.address.includes('-') ? null : parseAddress(value.address, true)
    return set === null || set.keywords.length > 0
      ? fault(`the network ${token} holds ${value.address}, which is no address or network`)
      : set
  }
  const service = (token: string, depth = 0): readonly ServicePorts[] | TokenFault => {
    const list = services.get(token)
    if (list === undefined) return fault(`the service ${token} is not defined`)
    if (list === TWICE) return fault(`the service ${token} is defined twice`)
    if (depth > DEEPEST) return fault(`the service ${token} holds itself`)
    if (!Array.isArray(list) || list.length === 0) return fault(`the service ${token} has no ports`)
    const all: ServicePorts[] = []
    for (const value of list) {
      const ports = readService(token, value, depth)
      if ('reason' in ports) return ports
      if (all.length + ports.length > MOST) return fault(`the service ${token} has too many ports`)
      addAll(all, ports)
    }
    return all
  }
  const readService = (token: string, value: unknown, depth: number): readonly ServicePorts[] | TokenFault => {
    if (isRecord(value) && typeof value.name === 'string' && hasOnly(value, ['name', 'comment']))
      return service(value.name, depth + 1)
    if (!isRecord(value) || !hasOnly(value, ['port', 'protocol', 'comment']))
      return fault(`the service ${token} holds something that is no port`)
    const range = parsePorts(String(value.port))
    return range === null || typeof value.protocol !== 'string'
      ? fault(`the service ${token} holds ${String(value.port)}/${String(value.protocol)}`)
      : [{ protocol: value.protocol.toLowerCase(), ports: String(value.port) }]
  }
  return { network: (token) => network(token), service: (token) => service(token) }
}

const MOST = 10_000
const TWICE = Symbol('defined twice')

const hasOnly = (value: Raw, keys: readonly string[]): boolean => Object.keys(value).every((key) => keys.includes(key))

const collect = (documents: readonly unknown[], section: string): ReadonlyMap<string, unknown> => {
  const all = new Map<string, unknown>()
  for (const document of documents) {
    const entries = isRecord(document) ? document[section] : null
    if (!isRecord(entries)) continue
    for (const [token, value] of Object.entries(entries)) all.set(token, all.has(token) ? TWICE : value)
  }
  return all
}
