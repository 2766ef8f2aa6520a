// SPDX-License-Identifier: MIT
import test from 'ava'
import { trafficJson } from '../../src/cli/traffic-json.ts'
import { compiled, estateOf } from '../support/compile.ts'
import { trafficOf } from '../support/traffic/count-logs.ts'

const ESTATE = `name: a
product: cmcb
sites: { PS1: { type: primary } }
hosts:
  cm01.a.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server] }
`

test('the pieces of the answer are the JSON of all of it', async (t) => {
  const world = { estate: await estateOf(ESTATE), compiled: await compiled(ESTATE) }
  const row = (port: number): string =>
    `2026-01-01 00:00:00 ALLOW TCP 10.9.0.7 10.0.0.10 50000 ${port} 0 - 0 0 0 - - - RECEIVE\r\n`
  for (const [log, calls] of [
    [row(9800) + row(9801), 2],
    [row(9800), 1],
    ['2026-01-01 00:00:00 ALLOW TCP 10.0.0.10 10.0.0.10 50000 1 0 - 0 0 0 - - - RECEIVE\r\n', 0],
  ] as const) {
    const traffic = await trafficOf(world, [log])
    t.is(traffic.uncovered.length, calls)
    t.is([...trafficJson(traffic)].join(''), `${JSON.stringify(traffic, null, 2)}\n`)
  }
})
