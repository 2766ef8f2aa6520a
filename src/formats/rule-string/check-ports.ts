// SPDX-License-Identifier: MIT
import { parsePorts } from '../port/port-set.ts'
import type { Rule } from '../rule/rule.ts'
import { LOCAL_PORT_KEYWORDS, REMOTE_PORT_KEYWORDS } from './keywords.ts'

/** Keywords stand for what a service of Windows listens on, over this protocol: MS-FASP 2.2.37. */
const KEYWORD_PROTOCOL: Readonly<Record<string, 'tcp' | 'udp'>> = {
  RPC: 'tcp',
  'RPC-EPMap': 'tcp',
  IPHTTPSIn: 'tcp',
  IPHTTPSOut: 'tcp',
  Teredo: 'udp',
  DHCP: 'udp',
  PlayToDiscovery: 'udp',
  mDNS: 'udp',
}

/** Why the local or remote ports of a rule cannot be said; null where they can. */
export const checkPorts = (rule: Rule, side: 'localPorts' | 'remotePorts', max: number): string | null => {
  const ports = rule[side]
  if (ports.length === 0) return null
  if (rule.protocol !== 'tcp' && rule.protocol !== 'udp') return 'ports need the protocol tcp or udp'
  if (ports.length > max) return `${ports.length} entries, at most ${max} are allowed`
  const keywords = side === 'localPorts' ? LOCAL_PORT_KEYWORDS : REMOTE_PORT_KEYWORDS
  const direction = side === 'localPorts' ? 'in' : 'out'
  for (const port of ports) {
    if (keywords.has(port)) {
      if (rule.direction !== direction || rule.protocol !== KEYWORD_PROTOCOL[port])
        return `${port} needs an ${direction}bound rule with the protocol ${KEYWORD_PROTOCOL[port]}`
    } else if (parsePorts(port) === null) return `${JSON.stringify(port)} is not a port, a range or a keyword`
  }
  return null
}
