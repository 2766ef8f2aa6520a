// SPDX-License-Identifier: MIT
import type { Happened } from './log-texts.ts'

/** The same numbers for the same seed. */
export const dice = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b)
    return ((mixed ^ (mixed >>> 13)) >>> 0) % below
  }
}

const HOSTS = ['cm01', 'sql01', 'mp01', 'dp01', 'dc01', 'web01'] as const
const ROLES = [
  '[site-server, sms-provider]',
  '[sql-server]',
  '[management-point]',
  '[distribution-point]',
  '[domain-controller]',
  '[file-share]',
] as const

export const addressesOfHost = (index: number): readonly string[] =>
  index % 3 === 2 ? [`10.0.0.${10 + index}`] : [`10.0.0.${10 + index}`, `2001:db8::${10 + index}`]

/** An estate with hosts of one and of both families, groups, flows of its own to and from any, and perhaps restricted RPC. */
export const randomEstate = (roll: (below: number) => number): string => {
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T
  const ends = [
    ...HOSTS.map((name) => `${name}.a.test`),
    'workstations',
    'branch',
    'hq',
    '10.20.0.0/28',
    '203.0.113.7',
    'any',
  ]
  const flows = Array.from({ length: roll(6) }, (_, index) => {
    const protocol = pick(['tcp', 'udp', 'icmp'])
    const ports = protocol === 'icmp' ? '' : `, ports: ${pick(['1433', '[9000, 9001]', '9100-9200'])}`
    return `  - { name: own ${index}, from: ${pick(ends)}, to: ${pick(ends.slice(0, 8))}, protocol: ${protocol}${ports}, reason: why not }`
  })
  return `name: a
product: cmcb
sites: { PS1: { type: primary } }
networks: { hq: [10.10.0.0/24, '2001:db8:10::/64'], far: [10.20.0.0/24] }
hosts:
${HOSTS.map(
  (name, index) =>
    `  ${name}.a.test: { addresses: [${addressesOfHost(index)
      .map((address) => `'${address}'`)
      .join(', ')}], ${name === 'dc01' ? '' : 'site: PS1, '}roles: ${ROLES[index]} }`,
).join('\n')}
clients:
  workstations: { site: PS1, networks: [hq], install: [push] }
  branch: { site: PS1, networks: [far] }
${flows.length === 0 ? '' : `flows:\n${flows.join('\n')}\n`}firewall:
  profiles: [domain]
${roll(2) === 0 ? '' : '  rpc: { ports: 50000-50199 }\n'}`
}

const PORTS = [80, 135, 443, 445, 1433, 3389, 4022, 8530, 9000, 9150, 10123, 50_100, 52_000] as const

/** Every address that calls are made of; the last ones are of nobody in the estate. */
export const UNIVERSE: readonly string[] = [
  ...HOSTS.flatMap((_, index) => addressesOfHost(index)),
  '10.10.0.5',
  '10.10.0.6',
  '10.20.0.3',
  '10.20.0.15',
  '10.20.0.16',
  '10.20.0.200',
  '2001:db8:10::5',
  '192.168.77.1',
  '203.0.113.7',
  '198.51.100.9',
  '2a00::9',
]

/** Calls between them, each conversation with a port of its own. */
export const randomCalls = (roll: (below: number) => number, count: number): readonly Happened[] =>
  Array.from({ length: count }, (_, index): Happened | null => {
    const from = UNIVERSE[roll(UNIVERSE.length)] as string
    const family = UNIVERSE.filter((address) => address.includes(':') === from.includes(':'))
    const to = family[roll(family.length)] as string
    // Two strangers are in nobody's log.
    const isStranger = (address: string): boolean => UNIVERSE.indexOf(address) >= UNIVERSE.length - 4
    if (from === to || (isStranger(from) && isStranger(to))) return null
    const protocol = (['tcp', 'tcp', 'udp', 'icmp'] as const)[roll(4)] as Happened['protocol']
    return {
      from,
      to,
      protocol,
      fromPort: protocol === 'icmp' ? 0 : 53_000 + index,
      port: protocol === 'icmp' ? (to.includes(':') ? 128 : 8) : (PORTS[roll(PORTS.length)] as number),
      dropped: roll(3) === 0,
      time: 1_767_600_000 + roll(1_000_000),
      rows: 1 + roll(3),
      at: roll(2) === 0 ? 'from' : 'to',
    }
  }).filter((call) => call !== null)
