// SPDX-License-Identifier: MIT
import test from 'ava'
import { waveOrder } from '../../src/servers/wave-order.ts'

const host = (
  name: string,
  ...roles: readonly string[]
): { readonly host: string; readonly roles: readonly string[] } => ({
  host: name,
  roles,
})
const namesOf = (hosts: Parameters<typeof waveOrder>[0]): readonly (readonly string[])[] =>
  waveOrder(hosts).map((wave) => wave.map((one) => one.host))

test('one host goes first, domain controllers and site servers go last', (t) => {
  t.deepEqual(
    namesOf([
      host('dc01', 'domain-controller', 'dns-server'),
      host('cm01', 'site-server', 'management-point'),
      host('dp01', 'distribution-point'),
      host('dp02', 'distribution-point'),
      host('sql01', 'sql-server'),
    ]),
    [['dp01'], ['dp02', 'sql01'], ['dc01', 'cm01']],
  )
})

test('where there are only hosts of the last wave, one of them goes first all the same', (t) => {
  t.deepEqual(namesOf([host('dc01', 'domain-controller'), host('dc02', 'domain-controller')]), [['dc01'], ['dc02']])
  t.deepEqual(namesOf([host('dp01', 'distribution-point')]), [['dp01']])
  t.deepEqual(namesOf([]), [])
})
