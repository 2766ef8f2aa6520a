// SPDX-License-Identifier: MIT

import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { Change } from '../../../src/packets/change.ts'
import { everyIpv4, everyIpv6, isAddress, parseAddress } from '../../oracle/address-line.ts'
import { type Span, span, subtract } from '../../oracle/number-line.ts'

/** One packet. Ports and addresses are numbers or keywords; a service of '' is none, a program of 'other' any that no rule names. */
export interface Point {
  readonly direction: 'in' | 'out'
  readonly family: 4 | 6
  readonly protocol: number
  readonly icmp: number
  readonly localPort: bigint | string
  readonly remotePort: bigint | string
  readonly local: bigint | string
  readonly remote: bigint | string
  readonly profile: 'domain' | 'private' | 'public'
  readonly program: string
  readonly service: string
  readonly interfaceType: string
}

const NUMBERS: Readonly<Record<string, number>> = { icmp4: 1, tcp: 6, udp: 17, icmp6: 58 }
const numberOf = (protocol: Rule['protocol']): number =>
  typeof protocol === 'number' ? protocol : (NUMBERS[protocol] ?? -1)

export const portSpan = (text: string): Span | null => {
  if (text === 'RPC-EPMap') return span(135)
  const [, low, high = low] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  return low === undefined ? null : span(Number(low), Number(high))
}

export const icmpSpan = (text: string): Span => {
  const [type = '', code = '*'] = text.split(':')
  return code === '*' ? span(Number(type) * 256, Number(type) * 256 + 255) : span(Number(type) * 256 + Number(code))
}

const lies = (value: bigint, spans: readonly Span[]): boolean =>
  spans.some(({ low, high }) => low <= value && value <= high)

const whole = (all: readonly Span[], spans: readonly Span[]): boolean => subtract(all, spans).length === 0

const portFits = (texts: readonly string[], port: bigint | string): boolean => {
  if (texts.length === 0) return true
  const spans = texts.map(portSpan).filter((one) => one !== null)
  if (typeof port === 'string') return texts.includes(port) || whole([span(0, 65535)], spans)
  return lies(port, spans)
}

const addressFits = (texts: readonly string[], family: 4 | 6, address: bigint | string): boolean => {
  if (texts.length === 0) return true
  const spans = texts.filter(isAddress).map(parseAddress)
  if (typeof address === 'bigint') return lies(address, spans)
  return (
    texts.includes(address) ||
    texts.includes(`${address}${family}`) ||
    whole(family === 4 ? everyIpv4 : everyIpv6, spans)
  )
}

const icmpFits = (types: readonly string[], point: Point): boolean =>
  types.length === 0 ||
  ((point.protocol === 1 || point.protocol === 58) && lies(BigInt(point.icmp), types.map(icmpSpan)))

type Said = Pick<
  Rule,
  'direction' | 'protocol' | 'icmpTypes' | 'localAddresses' | 'remoteAddresses' | 'profiles' | 'program' | 'service'
> & {
  readonly localPorts: readonly string[]
  readonly remotePorts: readonly string[]
  readonly interfaceTypes: readonly string[]
}

const serviceFits = (asked: string | null, service: string): boolean =>
  asked === null || (asked === '*' ? service !== '' : asked.toLowerCase() === service.toLowerCase())

const fits = (rule: Said, point: Point): boolean =>
  rule.direction === point.direction &&
  (rule.protocol === 'any' || numberOf(rule.protocol) === point.protocol) &&
  (rule.localPorts.length + rule.remotePorts.length === 0 || point.protocol === 6 || point.protocol === 17) &&
  portFits(rule.localPorts, point.localPort) &&
  portFits(rule.remotePorts, point.remotePort) &&
  icmpFits(rule.icmpTypes, point) &&
  addressFits(rule.localAddresses, point.family, point.local) &&
  addressFits(rule.remoteAddresses, point.family, point.remote) &&
  (rule.profiles.length === 0 || rule.profiles.includes(point.profile)) &&
  (rule.program === null || rule.program.toLowerCase() === point.program.toLowerCase()) &&
  serviceFits(rule.service, point.service) &&
  (rule.interfaceTypes.length === 0 || rule.interfaceTypes.includes(point.interfaceType))

export const ruleFits = (rule: Rule, point: Point): boolean => rule.enabled && fits(rule, point)

/** Block before allow; a bypass stops at neither. */
export const passes = (rules: readonly Rule[], point: Point): boolean => {
  const fitting = rules.filter((rule) => ruleFits(rule, point))
  return fitting.some(({ action }) => action === 'allow') && !fitting.some(({ action }) => action === 'block')
}

const left = (texts: readonly string[] | undefined, holds: (texts: readonly string[]) => boolean): boolean =>
  texts !== undefined && holds(texts)

export const changeFits = (change: Change, point: Point): boolean => {
  const { except } = change
  const sides = change.localPorts !== undefined || change.remotePorts !== undefined
  const inbound = change.direction === 'in'
  const said: Said = {
    ...change,
    localPorts: sides ? (change.localPorts ?? []) : inbound ? change.ports : [],
    remotePorts: sides ? (change.remotePorts ?? []) : inbound ? [] : change.ports,
    interfaceTypes: change.interfaceTypes ?? [],
  }
  return (
    fits(said, point) &&
    !(except?.protocols ?? []).some((protocol) => numberOf(protocol) === point.protocol) &&
    !(except?.programs ?? []).some((program) => program.toLowerCase() === point.program.toLowerCase()) &&
    !(except?.services ?? []).some((service) => serviceFits(service, point.service)) &&
    !left(except?.localPorts, (texts) => portFits(texts, point.localPort)) &&
    !left(except?.remotePorts, (texts) => portFits(texts, point.remotePort)) &&
    !left(except?.localAddresses, (texts) => addressFits(texts, point.family, point.local)) &&
    !left(except?.remoteAddresses, (texts) => addressFits(texts, point.family, point.remote)) &&
    !(except?.interfaceTypes ?? []).includes(point.interfaceType) &&
    (except?.icmpTypes === undefined || !lies(BigInt(point.icmp), except.icmpTypes.map(icmpSpan)))
  )
}
