// SPDX-License-Identifier: MIT
import { readFirewallPolicy } from '../src/formats/registry-pol/read-firewall-policy.ts'
import { readRegistryPol } from '../src/formats/registry-pol/read-registry-pol.ts'
import { writeFirewallPolicy } from '../src/formats/registry-pol/write-firewall-policy.ts'
import { writeRegistryPol } from '../src/formats/registry-pol/write-registry-pol.ts'
import type { Rule } from '../src/formats/rule/rule.ts'
import { lintRules } from '../src/lint/lint-rules.ts'
import { letThrough } from '../src/packets/let-through.ts'
import { packetSpace } from '../src/packets/packet-space.ts'
import { ruleDifference } from '../src/packets/rule-difference.ts'

/** Allows and blocks, both directions and families, with lists of ports, networks and programs; a tenth differs by `shift`. */
export const benchRules = (count: number, shift: number): readonly Rule[] =>
  Array.from({ length: count }, (_, index): Rule => {
    const place = index + (index % 10 === 0 ? shift : 0)
    const address = `10.${(place >> 8) & 255}.${place & 255}`
    const outbound = index % 7 === 0
    const ports = [`${1 + index * 3}`, `${2 + index * 3}-${3 + index * 3}`]
    return {
      id: `{11111111-2222-5333-8444-${String(index).padStart(12, '0')}}`,
      displayName: `ConfigMgr: rule ${index}`,
      description: '',
      group: 'Portwright: bench',
      direction: outbound ? 'out' : 'in',
      action: index % 20 === 3 ? 'block' : 'allow',
      enabled: true,
      profiles: index % 5 === 0 ? ['domain', 'private'] : ['domain'],
      protocol: index % 3 === 0 ? 'udp' : 'tcp',
      localPorts: outbound ? [] : ports,
      remotePorts: outbound ? ports : [],
      icmpTypes: [],
      localAddresses: [],
      remoteAddresses: [`${address}.0/25`, `${address}.200`, `2001:db8:${(place & 0xffff).toString(16)}::/48`],
      program: index % 50 === 0 ? `C:\\Program Files\\${index % 400}.exe` : null,
      service: null,
      interfaceTypes: [],
      flows: [],
    }
  })

export const benchFile = (list: readonly Rule[]): Uint8Array =>
  writeRegistryPol(writeFirewallPolicy({ rules: list, registry: [], profiles: ['domain'], settings: null }))

export const seconds = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

export const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number

const place = () => ({ file: 'registry.pol', line: 1, column: 1, endLine: 1, endColumn: 1 })

/** One line: the difference of two registry.pol in packets, and the faults of one, as multiples of reading both. */
export const packetsLine = (count: number): string => {
  const [before, after] = [benchFile(benchRules(count, 0)), benchFile(benchRules(count, count))]
  const read = (bytes: Uint8Array): readonly Rule[] => readFirewallPolicy(readRegistryPol(bytes).records).rules
  const [was, is] = [read(before), read(after)]
  const reading = median([1, 2, 3].map(() => seconds(() => [read(before), read(after)])))
  const sets = median(
    [1, 2, 3].map(() =>
      seconds(() => {
        const space = packetSpace([...was, ...is])
        const [a, b] = [letThrough(space, was), letThrough(space, is)]
        return [space.forest.outside(a, b), space.forest.outside(b, a)]
      }),
    ),
  )
  const judged = median(
    [1, 2, 3].map(() =>
      seconds(() => lintRules({ rules: is, of: null, place, rpc: null, needs: null, weighed: false })),
    ),
  )
  const said = median([1, 2, 3].map(() => seconds(() => ruleDifference(was, is))))
  const times = (time: number): string => `${time.toFixed(2)} s (${(time / reading).toFixed(1)} × reading)`
  return `${count.toLocaleString('en')} against ${count.toLocaleString('en')} rules: reading both ${reading.toFixed(2)} s · difference in packets ${times(sets)} · said as changes ${times(said)} · lint of one ${times(judged)}\n`
}
