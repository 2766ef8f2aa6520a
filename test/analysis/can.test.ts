// SPDX-License-Identifier: MIT
import test from 'ava'
import { type CanSide, canBetween } from '../../src/analysis/can.ts'
import { findSides } from '../../src/analysis/find-side.ts'
import { estateSource } from '../../src/compile/estate-source.ts'
import { type AskedPacket, askedPacket } from '../../src/packets/asked-packet.ts'
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

const ask = async (from: string, to: string, packet = '9000/tcp') => {
  const result = await compiled(ESTATE)
  const estate = await estateOf(ESTATE)
  const sides = (word: string): readonly CanSide[] =>
    findSides(estate, result.parties, word).map(({ addresses, party }) => ({
      addresses,
      name: party?.name ?? word,
      kind: party?.kind ?? null,
    }))
  const { sets } = estateSource('estate.yaml', result)
  const found = canBetween(sets, sides(from), sides(to), askedPacket(packet) as AskedPacket, null)
  if (found === null) throw new Error('no pair')
  return found
}

test('both ends have to let a packet pass, and each says what decides', async (t) => {
  const yes = await ask('a.x.test', 'b.x.test')
  t.deepEqual([yes.answer, yes.in.by, yes.out?.by, yes.in.why, yes.out?.why], ['yes', 'rule', 'rule', null, null])
  t.deepEqual([yes.in.rule?.displayName, yes.out?.rule?.direction], ['ConfigMgr: one', 'out'])
})

test('outbound rules that do not cover the receiver do not let a packet out', async (t) => {
  const no = await ask('a.x.test', 'c.x.test')
  t.deepEqual([no.answer, no.out?.passes, no.out?.share, no.out?.rule], ['no', false, 'none', null])
  t.regex(no.out?.why ?? '', /outbound rules of .* are for this packet, but not to this receiver/)
})

test('of several pairs the first that fails is told, and a host does not talk to itself', async (t) => {
  const all = await ask('file-share', 'file-share')
  t.deepEqual(
    all.pairs.map(({ from, to, answer }) => `${from[0]}${to[0]} ${answer}`),
    ['ab yes', 'ac no', 'ba no', 'bc yes', 'ca no', 'cb no'],
  )
  t.is(all.answer, 'no')
  t.is(all.out, all.pairs[1]?.out ?? null)
})
