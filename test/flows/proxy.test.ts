// SPDX-License-Identifier: MIT
import test from 'ava'
import { compiled, estateOf, rulesOf } from '../support/compile.ts'

const estate = (site: string, hosts: string, product = 'cmcb'): string => `
name: proxies
product: ${product}
sites: { P01: { type: primary${site} } }
hosts:
${hosts}
firewall: { direction: both, scope: host }
`
const out = (lines: readonly string[]): readonly string[] =>
  [...new Set(lines.filter((line) => line.startsWith('out')))].sort()
const SUP = '{ addresses: [10.0.0.2], site: P01, roles: [software-update-point]'
const PROXY = '{ addresses: [10.0.0.9], os: other, roles: [proxy-server] }'

test('without a proxy the internet is reached on the printed ports, and ports.proxy moves all of them', async (t) => {
  const direct = await compiled(estate('', `  sup: ${SUP} }`))
  t.deepEqual(out(rulesOf(direct, 'sup')), ['out tcp 443 -> any', 'out tcp 80 -> any'])
  const moved = await compiled(estate(', ports: { proxy: 8080 }', `  sup: ${SUP} }`))
  t.deepEqual(out(rulesOf(moved, 'sup')), ['out tcp 8080 -> any'])
})

test('a host that names its proxy reaches the internet through it alone, HTTPS too, on the one port', async (t) => {
  for (const word of ['true', 'proxy']) {
    const result = await compiled(
      estate(', ports: { proxy: 8080 }', `  sup: ${SUP}, proxy: ${word} }\n  proxy: ${PROXY}`),
    )
    t.deepEqual(out(rulesOf(result, 'sup')), ['out tcp 8080 -> 10.0.0.9'])
  }
  const own = PROXY.replace('[proxy-server]', '[{ role: proxy-server, port: 3128 }]')
  const result = await compiled(estate(', ports: { proxy: 8080 }', `  sup: ${SUP}, proxy: true }\n  proxy: ${own}`))
  t.deepEqual(out(rulesOf(result, 'sup')), ['out tcp 3128 -> 10.0.0.9'])
})

test('a host that names no proxy reaches the proxy server and the internet', async (t) => {
  const result = await compiled(estate(', ports: { proxy: 8080 }', `  sup: ${SUP} }\n  proxy: ${PROXY}`))
  t.deepEqual(out(rulesOf(result, 'sup')), ['out tcp 443 -> any', 'out tcp 80 -> any', 'out tcp 8080 -> 10.0.0.9'])
})

test('a proxy on Windows takes the connections in, and hosts with another proxy do not reach it', async (t) => {
  const result = await compiled(
    estate(
      '',
      `  sup: ${SUP}, proxy: p1 }\n  p1: { addresses: [10.0.0.8], roles: [{ role: proxy-server, port: 3128 }] }\n  p2: { addresses: [10.0.0.9], roles: [proxy-server] }`,
    ),
  )
  t.deepEqual([...new Set(rulesOf(result, 'p1'))], ['in tcp 3128 <- 10.0.0.2'])
  t.deepEqual(rulesOf(result, 'p2'), [])
})

test('2012 and 2007 hosts go through a proxy as well', async (t) => {
  for (const product of ['cm2007', 'cm2012']) {
    const result = await compiled(estate('', `  sup: ${SUP}, proxy: true }\n  proxy: ${PROXY}`, product))
    t.deepEqual(out(rulesOf(result, 'sup')), ['out tcp 80 -> 10.0.0.9'])
  }
})

test('a proxy that is none is an error with what to do', async (t) => {
  const said = async (hosts: string): Promise<string> =>
    (await t.throwsAsync(estateOf(estate('', hosts))))?.message ?? ''
  t.regex(await said(`  sup: ${SUP}, proxy: true }`), /the estate has none/)
  t.regex(await said(`  sup: ${SUP}, proxy: other }\n  other: { addresses: [10.0.0.9] }`), /is no proxy server/)
  t.regex(await said(`  sup: ${SUP}, proxy: nowhere }`), /nowhere/)
})
