// SPDX-License-Identifier: MIT
import test from 'ava'
import { writePolicy } from '../../src/compile/policy-artifacts.ts'
import { TARGETS } from '../../src/targets/targets.ts'
import { compiled, rulesOf } from '../support/compile.ts'
import { POLICY_TARGETS } from '../support/policy-targets.ts'
import { PLAIN_OPTIONS } from '../support/sample/plain-options.ts'

const ESTATE = `
name: dual
product: cmcb
sites: { S: { type: primary } }
networks:
  offices: [10.1.0.0/24, 2001:db8:1::/64]
  plants: [10.2.0.0/24, 2001:db8:2::/64]
hosts:
  cm.x.test: { addresses: [10.0.0.1, 2001:db8::1], site: S, roles: [site-server] }
clients:
  office: { site: S, networks: [offices], install: [push] }
  plant: { site: S, networks: [plants], install: [push] }
flows:
  - { name: part, from: plant, to: [10.1.0.64/26, 2001:db8:1::/80], protocol: udp, ports: [99, 9010-9020], reason: test, owner: test }
  - { name: one family, from: plants, to: 10.1.0.0-10.1.0.9, protocol: tcp, ports: 9000, reason: test, owner: test }
  - { name: echo, from: plants, to: [10.1.0.0/30, 2001:db8:1::/126], protocol: icmp, reason: test, owner: test }
`

test('networks of both families on both sides of a flow compile to every target', async (t) => {
  const result = await compiled(ESTATE)
  t.true(
    rulesOf(result, 'office').includes(
      'in udp 99,9010-9020 <- 10.2.0.0/24 2001:db8:2::/64 at 10.1.0.64/26 2001:db8:1::/80',
    ),
  )
  for (const name of POLICY_TARGETS) {
    const target = await TARGETS[name]()
    for (const policy of result.policies) {
      const { differences, record } = writePolicy(target, policy, PLAIN_OPTIONS)
      t.deepEqual(differences, [], `${name} ${policy.id}`)
      // Device management alone cannot say dynamic RPC that is not restricted.
      const lost = name === 'intune' ? record.losses.filter(({ field }) => field !== 'localPorts') : record.losses
      t.deepEqual(lost, [], `${name} ${policy.id}`)
    }
  }
})
