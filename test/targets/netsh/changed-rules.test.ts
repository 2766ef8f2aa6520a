// SPDX-License-Identifier: MIT
import test from 'ava'
import { readNetsh } from '../../../src/targets/netsh/read.ts'

const ADD = 'netsh advfirewall firewall add rule dir=in action=allow protocol=tcp localport=80'
const read = (
  ...lines: readonly string[]
): { readonly rules: readonly string[]; readonly lost: readonly (string | null)[] } => {
  const { rules, losses } = readNetsh([{ path: 'a.bat', bytes: Buffer.from(lines.join('\r\n')) }])
  return { rules: rules.map(({ id }) => id), lost: losses.map(({ rule }) => rule) }
}

test('a rule that a later line changes or takes away is a loss, the others stay', (t) => {
  for (const change of ['set rule name=A new remoteip=10.0.0.1', 'delete rule name=a', 'del r name="A" dir=in'])
    t.deepEqual(read(`${ADD} name=a`, `${ADD} name=b`, `netsh advfirewall firewall ${change}`).rules, ['b'], change)
  t.deepEqual(read(`${ADD} name=a`, `${ADD} name=b`, 'netsh advfirewall reset').rules, [])
  t.deepEqual(read(`${ADD} name=a`, `${ADD} name=b`, 'netsh advfirewall firewall delete rule name=all').rules, [])
  t.deepEqual(read(`${ADD} name=a`, 'netsh advfirewall firewall set rule name=%1 new enable=no').rules, [])
})

test('a rule that was taken away before it is made stays, and so does one whose like is shown or turned on by its group', (t) => {
  t.deepEqual(read('netsh advfirewall firewall delete rule name=a', `${ADD} name=a`).rules, ['a'])
  t.deepEqual(read(`${ADD} name=a`, 'netsh advfirewall firewall show rule name=a').rules, ['a'])
  t.deepEqual(
    read(`${ADD} name=a`, 'netsh advfirewall firewall set rule group="remote desktop" new enable=yes').rules,
    ['a'],
  )
})
