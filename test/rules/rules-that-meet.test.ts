// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { rulesThatMeet } from '../../src/rules/rules-that-meet.ts'
import { samples } from '../support/samples.ts'

const ATOMS = ['RPC', 'IPHTTPS']
const port = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map(String),
  fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 4 })).map(([at, more]) => `${at}-${at + more}`),
  fc.constantFrom(...ATOMS),
)
const rule = fc.record({
  direction: fc.constantFrom('in', 'out'),
  protocol: fc.constantFrom('tcp', 'udp'),
  ports: fc.array(port, { minLength: 1, maxLength: 3 }),
})

const valuesOf = (ports: readonly string[]): ReadonlySet<string | number> =>
  new Set(
    ports.flatMap((text): readonly (string | number)[] => {
      const [first = 0, last = first] = text.split('-').map(Number)
      return ATOMS.includes(text) ? [text] : Array.from({ length: last - first + 1 }, (_, step) => first + step)
    }),
  )

const made = ({ direction, protocol, ports }: { direction: string; protocol: string; ports: string[] }) =>
  ({
    direction,
    protocol,
    localPorts: direction === 'in' ? ports : [],
    remotePorts: direction === 'out' ? ports : [],
  }) as unknown as Rule

test('a rule meets another where it shares a port with one of its direction and protocol', (t) => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 12 }), (list) => {
      const expected = list.flatMap((one, at) => {
        const own = valuesOf(one.ports)
        const meets = list.some(
          (other, place) =>
            place !== at &&
            other.direction === one.direction &&
            other.protocol === one.protocol &&
            [...valuesOf(other.ports)].some((value) => own.has(value)),
        )
        return meets ? [at] : []
      })
      t.deepEqual(rulesThatMeet(list.map(made)), expected)
    }),
    { numRuns: samples(300) },
  )
})

test('a rule for any port, for all of them or for any protocol meets every other', (t) => {
  const one = (protocol: string, ...localPorts: string[]) =>
    ({ direction: 'in', protocol, localPorts, remotePorts: [] }) as unknown as Rule
  t.deepEqual(rulesThatMeet([one('tcp', '1'), one('tcp'), one('udp', '1')]), [0, 1])
  t.deepEqual(rulesThatMeet([one('tcp', 'RPC'), one('tcp', '1-65535')]), [0, 1])
  t.deepEqual(rulesThatMeet([one('tcp', '1'), one('any'), one('udp', '2')]), [0, 1, 2])
  t.deepEqual(rulesThatMeet([one('tcp', '1'), one('tcp', '2'), one('icmp4')]), [2])
})
