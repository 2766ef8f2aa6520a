// SPDX-License-Identifier: MIT
import test from 'ava'
import { parseDuration } from '../../src/servers/duration.ts'

test('a time is a number with s, m or h', (t) => {
  t.is(parseDuration('90s'), 90_000)
  t.is(parseDuration('5m'), 300_000)
  t.is(parseDuration('1.5h'), 5_400_000)
  t.is(parseDuration('24h'), 86_400_000)
})

test('everything else is no time', (t) => {
  for (const text of ['', '5', 'm', '5 m', '-5m', '0s', '5d', '25h', '1e3s', '5M', '5ms', ' 5m', '0x5s'])
    t.is(parseDuration(text), null, text)
})
