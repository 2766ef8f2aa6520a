// SPDX-License-Identifier: MIT
import test from 'ava'
import { toMdmRule } from '../../../src/formats/mdm-rule/to-mdm-rule.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { rule } from '../../support/sample-rules.ts'

const said = (more: Partial<Rule>) => toMdmRule(rule(more), '49152-65535')

test('the endpoint mapper is its port, of its service; dynamic RPC is the range of the system and a loss', (t) => {
  const mapper = said({ localPorts: ['RPC-EPMap'], service: 'RpcSs' })
  t.deepEqual(mapper.losses, [])
  t.deepEqual([mapper.rule?.localPorts, mapper.rule?.serviceName], [['135'], 'RpcSs'])
  const dynamic = said({ localPorts: ['445', 'RPC'] })
  t.deepEqual(dynamic.rule?.localPorts, ['445', '49152-65535'])
  t.is(dynamic.losses.length, 1)
  t.regex(dynamic.losses[0]?.reason ?? '', /49152-65535 is opened instead.*firewall\.rpc/)
})

test('what a device management has no word for is a loss, and nothing of such a rule is written', (t) => {
  const cases: readonly (readonly [Partial<Rule>, string])[] = [
    [{ protocol: 'udp', localPorts: ['Teredo'] }, 'localPorts'],
    [{ localPorts: ['IPHTTPSIn'] }, 'localPorts'],
    [{ protocol: 'udp', localPorts: ['mDNS'] }, 'localPorts'],
    [{ remoteAddresses: ['LocalSubnet4'] }, 'remoteAddresses'],
    [{ remoteAddresses: ['10.0.0.1', 'PlayToDevice'] }, 'remoteAddresses'],
    [{ localAddresses: ['LocalSubnet'] }, 'localAddresses'],
    [{ remoteAddresses: ['nonsense'] }, 'remoteAddresses'],
    [{ action: 'bypass' }, 'action'],
    [{ displayName: 'a | b' }, 'displayName'],
    [{ displayName: '' }, 'displayName'],
    [{ interfaceTypes: ['Mobile'] }, 'interfaceTypes'],
    [{ other: { EdgeTraversalPolicy: 'DeferToUser' } }, 'other.EdgeTraversalPolicy'],
    [{ protocol: 'any', localPorts: ['80'] }, 'localPorts'],
    [{ icmpTypes: ['8:*'] }, 'icmpTypes'],
  ]
  for (const [more, field] of cases) {
    const { rule: written, losses } = said(more)
    t.is(written, null, JSON.stringify(more))
    t.deepEqual(
      losses.map((loss) => loss.field),
      [field],
    )
  }
})

test('keywords of addresses, profiles and protocols have the words of the Firewall CSP', (t) => {
  const words = said({ remoteAddresses: ['LocalSubnet', 'DefaultGateway', 'DNS'], profiles: ['domain', 'public'] })
  t.deepEqual(words.rule?.remoteAddresses, ['LocalSubnet', 'Defaultgateway', 'DNS'])
  t.deepEqual(words.rule?.profiles, [1, 4])
  t.deepEqual(said({ profiles: ['domain', 'private', 'public'] }).rule?.profiles, [])
  t.is(said({ protocol: 'icmp6', localPorts: [] }).rule?.protocol, 58)
  t.is(said({ protocol: 47, localPorts: [] }).rule?.protocol, 47)
  t.is(said({ protocol: 'any', localPorts: [] }).rule?.protocol, null)
})
