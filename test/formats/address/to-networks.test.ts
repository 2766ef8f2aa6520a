// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { formatAddressSet, parseAddresses, unionAddresses } from '../../../src/formats/address/address-set.ts'
import { formatIPv4, formatIPv6 } from '../../../src/formats/address/ip.ts'
import { toNetworks } from '../../../src/formats/address/to-networks.ts'

const v4 = fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff)).map(([a, b]) => {
  const [first, last] = a < b ? [a, b] : [b, a]
  return `${formatIPv4(first)}-${formatIPv4(last)}`
})
const v6 = fc.tuple(fc.bigInt(0n, 2n ** 128n - 1n), fc.bigInt(0n, 2n ** 128n - 1n)).map(([a, b]) => {
  const [first, last] = a < b ? [a, b] : [b, a]
  return `${formatIPv6(first)}-${formatIPv6(last)}`
})

test('networks hold exactly the addresses of ranges', (t) => {
  fc.assert(
    fc.property(fc.array(fc.oneof(v4, v6), { maxLength: 5 }), (texts) => {
      const set = parseAddresses(texts)
      if (set === null) throw new Error(texts.join())
      const networks = toNetworks(set)
      for (const network of networks) t.regex(network, /^[\da-f.:]+\/\d+$/)
      t.deepEqual(formatAddressSet(parseAddresses(networks) ?? unionAddresses([])), formatAddressSet(set))
    }),
    { numRuns: 200 },
  )
})

test('there are no fewer networks that hold a range', (t) => {
  const networks = (text: string): readonly string[] => toNetworks(parseAddresses([text]) ?? unionAddresses([]))
  t.deepEqual(networks('10.0.0.1-10.0.0.6'), ['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/31', '10.0.0.6/32'])
  t.deepEqual(networks('0.0.0.0-255.255.255.255'), ['0.0.0.0/0'])
  t.deepEqual(networks('::/0'), ['::/0'])
  t.deepEqual(networks('10.0.0.7'), ['10.0.0.7/32'])
  t.deepEqual(networks('2001:db8::1'), ['2001:db8::1/128'])
  t.deepEqual(networks('255.255.255.254-255.255.255.255'), ['255.255.255.254/31'])
})
