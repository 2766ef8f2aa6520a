// SPDX-License-Identifier: MIT
import test from 'ava'
import { parseAddresses } from '../../src/formats/address/address-set.ts'
import { clientAddress, isOutside } from '../../src/servers/own-address.ts'

const management = parseAddresses(['10.9.0.0/24', '2001:db8:9::/64']) ?? { v4: [], v6: [], keywords: [] }

test('the server sees us at the first address of SSH_CONNECTION', (t) => {
  t.is(clientAddress('10.9.0.7 49584 10.0.0.2 22'), '10.9.0.7')
  t.is(clientAddress('::ffff:10.9.0.7 1 ::ffff:10.0.0.2 22'), '10.9.0.7')
  t.is(clientAddress('fe80::1%eth0 1 fe80::2 22'), 'fe80::1')
  for (const text of ['', ' ', 'UNKNOWN 1 2 3']) t.is(clientAddress(text), null, text)
})

test('an address that management does not hold is outside; a loopback address is not compared', (t) => {
  t.false(isOutside('10.9.0.7', management))
  t.false(isOutside('2001:db8:9::5', management))
  t.true(isOutside('10.9.1.7', management))
  t.true(isOutside('2001:db8:8::5', management))
  t.false(isOutside('127.0.0.1', management))
  t.false(isOutside('::1', management))
})
