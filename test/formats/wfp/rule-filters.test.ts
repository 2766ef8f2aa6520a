// SPDX-License-Identifier: MIT
import test from 'ava'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { WfpFilter } from '../../../src/formats/wfp/filter.ts'
import { filterLine } from '../../../src/formats/wfp/filter-line.ts'
import { filterRule } from '../../../src/formats/wfp/filter-rule.ts'
import { type RuleFilters, ruleFilters } from '../../../src/formats/wfp/rule-filters.ts'
import { rule } from '../../support/wfp/example-policy.ts'

const owner = { provider: '{p}', subLayer: '{s}' }
const filtersOf = (part: Partial<Rule>, hardPermit = false): RuleFilters =>
  ruleFilters(rule({ id: '{R}', profiles: [], ...part }), { ...owner, dynamicRange: '50000-50199', hardPermit })
const conditions = (result: RuleFilters): readonly (readonly string[])[] =>
  result.filters.map((filter) => JSON.parse(filterLine(filter)).conditions as string[])

test('a rule without addresses is a filter for each family', (t) => {
  const { filters, losses } = filtersOf({ localPorts: ['443'] })
  t.deepEqual(
    filters.map(({ layer }) => layer),
    ['FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V4', 'FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V6'],
  )
  t.deepEqual(losses, [])
})

test('a rule with IPv4 addresses alone is a filter for IPv4 alone, its addresses alternatives on one field', (t) => {
  const result = filtersOf({
    protocol: 'any',
    direction: 'out',
    remoteAddresses: ['10.0.0.10', '10.1.0.0/16', '192.0.2.1-192.0.2.9'],
  })
  t.is(result.filters[0]?.layer, 'FWPM_LAYER_ALE_AUTH_CONNECT_V4')
  t.deepEqual(conditions(result), [
    [
      'FWPM_CONDITION_IP_REMOTE_ADDRESS FWP_MATCH_EQUAL FWP_UINT32 10.0.0.10',
      'FWPM_CONDITION_IP_REMOTE_ADDRESS FWP_MATCH_EQUAL FWP_V4_ADDR_MASK 10.1.0.0/255.255.0.0',
      'FWPM_CONDITION_IP_REMOTE_ADDRESS FWP_MATCH_RANGE FWP_RANGE_TYPE:FWP_UINT32 192.0.2.1-192.0.2.9',
    ],
  ])
})

test('IPv6 addresses, networks and ranges have their types', (t) => {
  const result = filtersOf({
    protocol: 'any',
    remoteAddresses: ['2001:db8::1', '2001:db9::/32', '2001:dba::1-2001:dba::3'],
  })
  t.deepEqual(conditions(result), [
    [
      'FWPM_CONDITION_IP_REMOTE_ADDRESS FWP_MATCH_EQUAL FWP_BYTE_ARRAY16_TYPE 2001:db8::1',
      'FWPM_CONDITION_IP_REMOTE_ADDRESS FWP_MATCH_EQUAL FWP_V6_ADDR_MASK 2001:db9::/32',
      'FWPM_CONDITION_IP_REMOTE_ADDRESS FWP_MATCH_RANGE FWP_RANGE_TYPE:FWP_BYTE_ARRAY16_TYPE 2001:dba::1-2001:dba::3',
    ],
  ])
})

test('dynamic RPC is the range of the policy and the endpoint mapper is 135', (t) => {
  const [first] = conditions(filtersOf({ localPorts: ['RPC', 'RPC-EPMap'] }))
  t.deepEqual(first, [
    'FWPM_CONDITION_IP_PROTOCOL FWP_MATCH_EQUAL FWP_UINT8 6',
    'FWPM_CONDITION_IP_LOCAL_PORT FWP_MATCH_EQUAL FWP_UINT16 135',
    'FWPM_CONDITION_IP_LOCAL_PORT FWP_MATCH_RANGE FWP_RANGE_TYPE:FWP_UINT16 50000-50199',
  ])
})

test('ICMP types with codes are filters of their own, for type and code stand on different fields', (t) => {
  t.deepEqual(conditions(filtersOf({ protocol: 'icmp4', icmpTypes: ['8:*', '3:4', '3:1', '11:*'] })), [
    [
      'FWPM_CONDITION_IP_PROTOCOL FWP_MATCH_EQUAL FWP_UINT8 1',
      'FWPM_CONDITION_IP_LOCAL_PORT FWP_MATCH_EQUAL FWP_UINT16 8',
      'FWPM_CONDITION_IP_LOCAL_PORT FWP_MATCH_EQUAL FWP_UINT16 11',
    ],
    [
      'FWPM_CONDITION_IP_PROTOCOL FWP_MATCH_EQUAL FWP_UINT8 1',
      'FWPM_CONDITION_IP_LOCAL_PORT FWP_MATCH_EQUAL FWP_UINT16 3',
      'FWPM_CONDITION_IP_REMOTE_PORT FWP_MATCH_EQUAL FWP_UINT16 4',
      'FWPM_CONDITION_IP_REMOTE_PORT FWP_MATCH_EQUAL FWP_UINT16 1',
    ],
  ])
})

test('profiles stand at both profile fields, and all of them are none', (t) => {
  const domain = conditions(filtersOf({ protocol: 'any', profiles: ['domain'] }))[0]
  t.deepEqual(domain, [
    'FWPM_CONDITION_ORIGINAL_PROFILE_ID FWP_MATCH_EQUAL FWP_UINT32 3',
    'FWPM_CONDITION_CURRENT_PROFILE_ID FWP_MATCH_EQUAL FWP_UINT32 3',
  ])
  t.deepEqual(conditions(filtersOf({ protocol: 'any', profiles: ['domain', 'private', 'public'] }))[0], [])
})

test('program and service are an application id and a security descriptor of the service', (t) => {
  t.deepEqual(
    conditions(filtersOf({ protocol: 'any', program: '%SystemRoot%\\system32\\svchost.exe', service: 'RpcSs' }))[0],
    [
      'FWPM_CONDITION_ALE_APP_ID FWP_MATCH_EQUAL FWP_BYTE_BLOB_TYPE %SystemRoot%\\system32\\svchost.exe',
      'FWPM_CONDITION_ALE_USER_ID FWP_MATCH_EQUAL FWP_SECURITY_DESCRIPTOR_TYPE ' +
        'O:SYG:SYD:(A;;CCRC;;;S-1-5-80-979556362-403687129-3954533659-2335141334-1547273080)',
    ],
  )
})

test('a filter whose security descriptor is damaged is no rule, and stays in no condition', (t) => {
  const [filter] = filtersOf({ service: 'RpcSs' }).filters
  const changed = (from: string, to: string) =>
    filterRule({
      ...(filter as WfpFilter),
      conditions: (filter as WfpFilter).conditions.map((one) => ({
        ...one,
        value: { ...one.value, value: one.value.value.replace(from, to) },
      })),
    })
  t.is(changed('', '')?.rules[0]?.service, 'RpcSs')
  for (const [from, to] of [
    ['CCRC', 'CC-RC'],
    ['S-1-5-80', 'S-1-5,80'],
    ['O:SY', 'O:S'],
    ['1547273080)', '1547273080'],
    ['979556362', '97955636299'],
  ] as const) {
    t.deepEqual(changed(from, to)?.rules, [], to)
    t.is(changed(from, to)?.losses[0]?.field, 'FWPM_CONDITION_ALE_USER_ID')
  }
})

test('a permit is soft unless it is asked to be hard, a block stands over it', (t) => {
  const flag = 'FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT'
  t.false(filtersOf({}).filters[0]?.flags.includes(flag))
  t.true(filtersOf({}, true).filters[0]?.flags.includes(flag))
  t.false(filtersOf({ action: 'block' }, true).filters[0]?.flags.includes(flag))
  t.is(filtersOf({}).filters[0]?.weight.value, '8')
  t.is(filtersOf({ action: 'block' }).filters[0]?.weight.value, '12')
})

test('the same rule gives the same keys, a changed one others', (t) => {
  const keys = (part: Partial<Rule>): readonly string[] => filtersOf(part).filters.map(({ key }) => key)
  t.deepEqual(keys({ localPorts: ['80'] }), keys({ localPorts: ['80'] }))
  t.is(new Set([...keys({ localPorts: ['80'] }), ...keys({ localPorts: ['81'] })]).size, 4)
})

test('what cannot be said is a loss and never wider', (t) => {
  const keyword = filtersOf({ remoteAddresses: ['LocalSubnet', '10.0.0.1'] })
  t.deepEqual(
    keyword.losses.map(({ rule, field }) => [rule, field]),
    [['{R}', 'remoteAddresses']],
  )
  t.is(keyword.filters.length, 1)
  for (const part of [
    { remoteAddresses: ['LocalSubnet'] },
    { localPorts: ['Teredo'] },
    { interfaceTypes: ['wireless'] },
    { action: 'bypass' },
    { service: '*' },
    { protocol: 'any', localPorts: ['80'] },
    { protocol: 'tcp', icmpTypes: ['8:*'] },
  ] as const) {
    const { filters, losses } = filtersOf(part)
    t.is(filters.length, 0, JSON.stringify(part))
    t.is(losses.length, 1, JSON.stringify(part))
  }
})

test('a rule that is switched off has no filters and no loss', (t) => {
  t.deepEqual(filtersOf({ enabled: false }), { filters: [], losses: [] })
})
