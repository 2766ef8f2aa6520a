// SPDX-License-Identifier: MIT
import { parse } from 'yaml'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { everyAddress, parseAddresses } from '../../oracle/address-line.ts'
import { type Span, subtract } from '../../oracle/number-line.ts'

type Raw = Readonly<Record<string, unknown>>
const record = (value: unknown): Raw => (typeof value === 'object' && value !== null ? (value as Raw) : {})
const list = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value].flat())

/** Keys that a compile writes: a term with any other is not understood here. */
const KEYS = new Set([
  ...['name', 'comment', 'source-address', 'destination-address', 'source-port', 'destination-port'],
  ...['protocol', 'icmp-type', 'action'],
])
/** Types of ICMP by the names of Aerleon's documentation, as far as a compile may write them. */
const ICMP_TYPES: Readonly<Record<string, ReadonlyMap<string, number>>> = {
  icmp4: new Map([
    ...([
      ['echo-reply', 0],
      ['unreachable', 3],
      ['source-quench', 4],
      ['redirect', 5],
      ['echo-request', 8],
    ] as const),
    ...([
      ['router-advertisement', 9],
      ['router-solicitation', 10],
      ['time-exceeded', 11],
    ] as const),
    ...([
      ['parameter-problem', 12],
      ['timestamp-request', 13],
      ['timestamp-reply', 14],
    ] as const),
  ]),
  icmp6: new Map([
    ...([
      ['destination-unreachable', 1],
      ['packet-too-big', 2],
      ['time-exceeded', 3],
    ] as const),
    ...([
      ['parameter-problem', 4],
      ['echo-request', 128],
      ['echo-reply', 129],
      ['router-solicit', 133],
    ] as const),
    ...([
      ['router-advertisement', 134],
      ['neighbor-solicit', 135],
      ['neighbor-advertisement', 136],
    ] as const),
  ]),
}
const PROTOCOLS: Readonly<Record<string, string>> = { icmp: 'icmp4', icmpv6: 'icmp6' }

/**
 * Whether the terms of some files of Aerleon say a rule, for whoever asks only what the documents themselves say: a second
 * reading that shares nothing with the reader but the library for YAML. What it does not understand says nothing.
 */
export const aerleonSays = (texts: readonly string[]): ((rule: Rule) => boolean) => {
  const documents = texts.flatMap((text) => {
    try {
      return [record(parse(text))]
    } catch {
      return []
    }
  })
  const section = (name: string): Raw => Object.assign({}, ...documents.map((document) => record(document[name])))
  const [networks, services] = [section('networks'), section('services')]

  /** The addresses of a field; null where it is not there. */
  const addresses = (term: Raw, key: string): readonly Span[] | null =>
    term[key] === undefined
      ? null
      : list(term[key]).flatMap((token) =>
          list(record(networks[String(token)]).values).flatMap((value) =>
            parseAddresses([String(record(value).address)]),
          ),
        )
  const ports = (term: Raw, key: string, protocol: string): readonly string[] =>
    list(term[key]).flatMap((token) =>
      list(services[String(token)])
        .map(record)
        .filter((service) => String(service.protocol).toLowerCase() === protocol)
        .map(({ port }) => String(port)),
    )
  const types = (term: Raw, protocol: string): readonly string[] =>
    list(term['icmp-type']).map((word) => `${ICMP_TYPES[protocol]?.get(String(word))}:*`)
  const isWithin = (entries: readonly string[], said: readonly Span[] | null): boolean =>
    said === null || subtract(entries.length === 0 ? everyAddress : parseAddresses(entries), said).length === 0
  const areIn = (entries: readonly string[], term: Raw, key: string, said: readonly string[]): boolean =>
    term[key] === undefined || (entries.length > 0 && entries.every((entry) => said.includes(entry)))

  const saysTerm = (term: Raw, rule: Rule): boolean => {
    const protocols = list(term.protocol).map(
      (word) => PROTOCOLS[String(word).toLowerCase()] ?? String(word).toLowerCase(),
    )
    const protocol = String(rule.protocol)
    return (
      Object.keys(term).every((key) => KEYS.has(key)) &&
      term.name === rule.displayName &&
      term.action === 'accept' &&
      rule.action === 'allow' &&
      (protocols.length === 0 || protocols.includes(protocol)) &&
      areIn(rule.localPorts, term, 'destination-port', ports(term, 'destination-port', protocol)) &&
      areIn(rule.remotePorts, term, 'source-port', ports(term, 'source-port', protocol)) &&
      areIn(rule.icmpTypes, term, 'icmp-type', types(term, protocol)) &&
      isWithin(rule.localAddresses, addresses(term, 'destination-address')) &&
      isWithin(rule.remoteAddresses, addresses(term, 'source-address'))
    )
  }
  const terms = documents.flatMap((document) => list(document.terms).map(record))
  return (rule) => {
    try {
      return terms.some((term) => saysTerm(term, rule))
    } catch {
      // An address that is none.
      return false
    }
  }
}
