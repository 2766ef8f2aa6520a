// SPDX-License-Identifier: MIT
import test from 'ava'
import { hostFolder } from '../../src/servers/host-folder.ts'

test('a host has a folder of its name, whatever Windows makes of that name', (t) => {
  t.is(hostFolder('CM01.contoso.test'), 'cm01.contoso.test')
  for (const name of [
    'con.contoso.test',
    'NUL',
    'com1.x',
    'a.test.',
    '..',
    'a/../../b',
    'a\\b',
    `${'x'.repeat(63)}.`.repeat(3),
  ]) {
    const folder = hostFolder(name)
    t.regex(folder, /^[a-z0-9][a-z0-9._+-]*[a-z0-9]$/, name)
    t.notRegex(folder, /^(?:con|nul|com1)(?:\.|$)/)
    t.true(folder.length <= 100)
  }
  t.not(hostFolder('a.test.'), hostFolder('a.test'))
})
