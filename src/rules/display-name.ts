// SPDX-License-Identifier: MIT
import type { Flow } from '../flows/flow.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { cutText } from '../formats/text/cut-text.ts'

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)]

const MOST_PORTS = 3

const PORT_WORDS: Readonly<Record<string, string>> = { 'RPC-EPMap': '135', RPC: 'dynamic' }

const ports = (list: readonly string[]): string => {
  const words = list.slice(0, MOST_PORTS).map((port) => PORT_WORDS[port] ?? port)
  return list.length > MOST_PORTS ? `${words.join(', ')} and ${list.length - MOST_PORTS} more` : words.join(', ')
}

type Opening = Pick<
  Rule,
  'direction' | 'protocol' | 'localPorts' | 'remotePorts' | 'localAddresses' | 'program' | 'service'
>

const transport = ({ direction, protocol, localPorts, remotePorts }: Opening): string => {
  if (protocol === 'icmp4') return 'ICMPv4'
  if (protocol === 'icmp6') return 'ICMPv6'
  const isSource = direction === 'in' ? remotePorts.length > 0 : localPorts.length > 0
  return `${String(protocol).toUpperCase()} ${isSource ? 'from ' : ''}${ports([...localPorts, ...remotePorts])}`.trim()
}

const process = ({ program, service }: Opening): string => {
  const word = service ?? program?.split(/[\\/]/).at(-1)
  return word === undefined ? '' : ` for ${word}`
}

const place = ({ localAddresses }: Opening): string =>
  localAddresses.length === 0
    ? ''
    : ` at ${localAddresses[0]}${localAddresses.length > 1 ? ` and ${localAddresses.length - 1} more` : ''}`

/**
 * The name that Windows' console shows: “ConfigMgr: HTTPS (TCP 443)”. It says what the rule opens and nothing of who is at
 * the other end, so that it stays when somebody comes or goes there.
 */
export const displayName = (what: string, isOwn: boolean, rule: Opening): string => {
  const words = [
    // A flow of the user's own is known by the name it was given.
    ...(isOwn && rule.protocol !== 'icmp4' && rule.protocol !== 'icmp6' ? [] : [transport(rule)]),
    ...(rule.direction === 'out' ? ['outbound'] : []),
  ]
  return `ConfigMgr: ${what}${words.length === 0 ? '' : ` (${words.join(', ')})`}${process(rule)}${isOwn ? '' : place(rule)}`
}

/** Why the rule is there, and where that is written. */
export const description = (flows: readonly Flow[]): string => {
  // A flow without a reason has no text; a blank in its place is lost by every reader of XML.
  const reasons = unique(flows.map((flow) => flow.text)).filter((text) => text !== '')
  const sources = unique(
    flows.flatMap((flow) =>
      flow.sources.map(({ document, section, line }) =>
        line === null ? `${document} ${section}`.trim() : `${document}:${line}`,
      ),
    ),
  )
  const ids = unique(flows.map((flow) => flow.entry?.id ?? flow.id))
  const text = `${[...reasons.slice(0, 4), `[${ids.join(', ')}]`].join(' ')}${sources.length === 0 ? '' : ` Source: ${sources.join('; ')}.`}`
  return text.length <= 1000 ? text : `${cutText(text, 997)}...`
}
