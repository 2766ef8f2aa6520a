// SPDX-License-Identifier: MIT
import test from 'ava'
import { compiled, estateOf, rulesOf } from '../support/compile.ts'

const estate = (options: string, relays: string): string => `
name: boot
product: cmcb
sites: { P01: { type: primary } }
networks: { hq: { addresses: [10.1.0.0/16]${relays} } }
hosts:
  dp.boot.test: { addresses: [10.0.0.1], site: P01, os: windows-server-2022, roles: [{ role: pxe-distribution-point${options} }] }
clients: { pc: { site: P01, networks: [hq], install: [push] } }
firewall: { direction: both }
`
const udp = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.includes(' udp ')).sort()

test('the first packet of a network boot may come from any address, and the offer leaves for any', async (t) => {
  const result = await compiled(estate('', ''))
  t.deepEqual(udp(rulesOf(result, 'dp.boot.test')), [
    'in udp 4011 <- 10.1.0.0/16',
    'in udp 67 <- any',
    'in udp 68 <- 10.1.0.0/16',
    'in udp 69 <- 10.1.0.0/16',
    'out udp 4011 -> 10.1.0.0/16',
    'out udp 49152-65535 -> 10.1.0.0/16',
    'out udp 67 -> any',
  ])
  const policy = result.policies.find(({ hosts }) => hosts.includes('dp.boot.test'))
  t.like(policy?.widened[0], { host: 'dp.boot.test', from: 'any', protocol: 'udp', ports: ['67'] })
  const offers = policy?.rules.filter(({ direction, protocol }) => direction === 'out' && protocol === 'udp') ?? []
  t.true(offers.every(({ localPorts, remotePorts }) => localPorts.length > 0 && remotePorts.length === 0))
})

test('with pxeFrom relays the first packet comes from the relays of the site’s networks alone', async (t) => {
  const result = await compiled(estate(', pxeFrom: relays', ', relays: [10.1.0.1, 10.1.0.2]'))
  const lines = udp(rulesOf(result, 'dp.boot.test'))
  t.true(lines.includes('in udp 67 <- 10.1.0.1-10.1.0.2'), lines.join('\n'))
  t.true(lines.includes('out udp 67 -> 10.1.0.1-10.1.0.2'))
  t.deepEqual(result.policies.find(({ hosts }) => hosts.includes('dp.boot.test'))?.widened, [])
})

test('pxeFrom relays is an error where no network of the site names a relay', async (t) => {
  const error = await t.throwsAsync(estateOf(estate(', pxeFrom: relays', '')))
  t.regex(error?.message ?? '', /names any/)
})

test('a server that is the only computer that may start from the network does not start from itself', async (t) => {
  const own = (more: string): string => `
name: boot
product: cm2007
sites: { P01: { type: primary } }
hosts:
  one.boot.test: { addresses: [10.0.0.1], site: P01, roles: [pxe-service-point, client] }
  two.boot.test: { addresses: [10.0.0.2], site: P01, roles: [pxe-service-point${more}] }
firewall: { direction: both, scope: host }
`
  const port67 = async (more: string, host: string): Promise<readonly string[]> =>
    udp(rulesOf(await compiled(own(more)), host)).filter((line) => line.includes(' 67 '))
  // It may start from the other.
  t.deepEqual(await port67('', 'one.boot.test'), ['out udp 67 -> 10.0.0.2'])
  t.deepEqual(await port67('', 'two.boot.test'), ['in udp 67 <- any', 'out udp 67 -> any'])
  // Now the other may start from it, too.
  t.deepEqual(await port67(', client', 'one.boot.test'), [
    'in udp 67 <- any',
    'out udp 67 -> 10.0.0.2',
    'out udp 67 -> any',
  ])
})
