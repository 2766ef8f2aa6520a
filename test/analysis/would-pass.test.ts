// SPDX-License-Identifier: MIT
import test from 'ava'
import { findSides } from '../../src/analysis/find-side.ts'
import { wouldPass } from '../../src/analysis/would-pass.ts'
import { compiled, estateOf } from '../support/compile.ts'

const ESTATE = `
name: test
product: cmcb
sites: { S: { type: primary } }
hosts:
  cm.x.test: { addresses: [10.0.0.1], site: S, roles: [site-server] }
  a.x.test: { addresses: [10.0.0.2], site: S, roles: [file-share] }
  b.x.test: { addresses: [10.0.0.3], site: S, roles: [file-share] }
  c.x.test: { addresses: [10.0.0.4], site: S, roles: [file-share] }
management: [cm.x.test]
flows:
  - { name: one, from: a.x.test, to: b.x.test, protocol: tcp, ports: 9000, reason: test, owner: test }
  - { name: two, from: b.x.test, to: c.x.test, protocol: tcp, ports: 9000, reason: test, owner: test }
firewall:
  scope: host
  direction: both
  settings: { enabled: true, defaultInbound: block, defaultOutbound: block }
`

const ask = async (from: string, to: string) => {
  const estate = await estateOf(ESTATE)
  const { parties, policies } = await compiled(ESTATE)
  const [sender, receiver] = [findSides(estate, parties, from)[0], findSides(estate, parties, to)[0]]
  if (sender === undefined || receiver === undefined) throw new Error('no such host')
  return wouldPass(estate, policies, sender, receiver, { protocol: 'tcp', port: '9000' })
}

test('outbound rules that do not cover the receiver are not among those that let a packet out', async (t) => {
  const yes = await ask('a.x.test', 'b.x.test')
  t.deepEqual([yes.passes, yes.outbound.length, yes.reasons], ['all', 1, []])
  const no = await ask('a.x.test', 'c.x.test')
  t.deepEqual([no.passes, no.outbound], ['none', []])
  t.regex(no.reasons.join('\n'), /outbound rules of .* are for this packet, but not to this receiver/)
})
