// SPDX-License-Identifier: MIT
import test from 'ava'
import { estateFileName, fileName } from '../../src/rules/file-name.ts'

test('the name of an estate in a path is of letters, digits, dot, underscore and hyphen alone, and its own', (t) => {
  t.is(estateFileName('contoso'), 'contoso')
  t.is(estateFileName('a_b-c.d'), 'a_b-c.d')
  const names = ['a+b', 'a b', 'Zürich', 'a/b', '..', '.a', 'con', 'x'.repeat(200), '北京', 'a\\b', '-a']
  const safe = names.map(estateFileName)
  for (const name of safe) t.regex(name, /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
  t.is(new Set(safe).size, names.length)
  t.is(fileName('a+b'), 'a+b')
})
