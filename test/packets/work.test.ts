// SPDX-License-Identifier: MIT
import test from 'ava'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { letThrough } from '../../src/packets/let-through.ts'
import { packetPieces } from '../../src/packets/packet-pieces.ts'
import { packetSpace } from '../../src/packets/packet-space.ts'
import { plainRule } from '../support/sample/plain-rule.ts'

/** Some of everything, each rule about other packets, as in the policies of a large estate. */
const rules = (count: number, shift: number): readonly Rule[] =>
  Array.from({ length: count }, (_, index) => {
    const place = index + shift
    const address = `10.${(place >> 8) & 255}.${place & 255}`
    const base: Partial<Rule> = { id: `r${index}`, profiles: index % 5 === 0 ? ['domain', 'private'] : ['domain'] }
    switch (index % 6) {
      case 0:
        return plainRule({ ...base, localPorts: [`${index}`], remoteAddresses: [`${address}.0/24`] })
      case 1:
        return plainRule({
          ...base,
          localPorts: [`${index}`, `${index + 3}`],
          remoteAddresses: [`${address}.1`, `2001:db8:${place.toString(16)}::/48`],
        })
      case 2:
        return plainRule({ ...base, direction: 'out', remotePorts: [`${index}`], remoteAddresses: [`${address}.0/28`] })
      case 3:
        return plainRule({
          ...base,
          protocol: 'udp',
          localPorts: [`${index}-${index + 20}`],
          program: `C:\\${index % 300}.exe`,
        })
      case 4:
        return plainRule({ ...base, remoteAddresses: [`172.16.${(place >> 8) & 255}.${place & 255}`] })
      default:
        return plainRule({ ...base, action: 'block', localPorts: [`${index}`], remoteAddresses: [`${address}.7`] })
    }
  })

const work = (count: number): number => {
  const [before, after] = [rules(count, 0), rules(count, Math.floor(count / 10))]
  const space = packetSpace([...before, ...after])
  const [was, is] = [letThrough(space, before), letThrough(space, after)]
  const opened = packetPieces(space, space.forest.outside(is, was), after, before)
  if (opened.length === 0) throw new Error('nothing opened')
  return space.forest.steps
}

test('ten times the rules are at most twelve times the work', (t) => {
  const [small, large] = [work(1000), work(10_000)]
  t.true(large <= 12 * small, `${small} steps for 1,000 rules against 1,000, ${large} for 10,000 against 10,000`)
  t.true(large < 400 * 20_000, `${large} steps for 20,000 rules`)
})
