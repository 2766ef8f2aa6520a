// SPDX-License-Identifier: MIT
import test from 'ava'
import { defaultBlock } from '../../../src/formats/wfp/default-block.ts'
import { filterRule } from '../../../src/formats/wfp/filter-rule.ts'
import { LAYERS } from '../../../src/formats/wfp/layers.ts'

const filters = defaultBlock({ provider: '{p}', subLayer: '{s}' })
const said = filters
  .filter(({ action }) => action === 'FWP_ACTION_PERMIT')
  .map((filter) => {
    const rule = filterRule(filter)?.rules[0]
    const family = filter.layer.slice(-2)
    const what = rule?.icmpTypes.length ? rule.icmpTypes : [...(rule?.localPorts ?? []), ...(rule?.remotePorts ?? [])]
    return [rule?.direction, family, rule?.protocol, ...what].join(' ')
  })

test('each layer has one block, of the lowest weight and without conditions', (t) => {
  for (const { name } of LAYERS) {
    const here = filters.filter(({ layer }) => layer === name)
    const blocks = here.filter(({ action }) => action === 'FWP_ACTION_BLOCK')
    t.is(blocks.length, 1)
    t.deepEqual(blocks[0]?.conditions, [])
    t.deepEqual(blocks[0]?.weight, { type: 'FWP_UINT8', value: '0' })
    t.true(here.every((filter) => filter === blocks[0] || Number(filter.weight.value) > 0))
  }
})

test('loopback, DHCP, neighbour discovery and ICMP errors are exempt, and nothing else', (t) => {
  t.deepEqual(said, [
    'in V4 any',
    'in V4 udp 68 67',
    'in V4 icmp4 3:* 11:*',
    'in V6 any',
    'in V6 udp 546 547',
    'in V6 icmp6 135:* 136:*',
    'in V6 icmp6 134:*',
    'in V6 icmp6 1:* 2:* 3:* 4:*',
    'out V4 any',
    'out V4 udp 68 67',
    'out V6 any',
    'out V6 udp 546 547',
    'out V6 icmp6 135:* 136:*',
    'out V6 icmp6 133:*',
  ])
})

test('the exemptions without protocol are those of loopback', (t) => {
  const bare = filters.filter(
    ({ action, conditions }) =>
      action === 'FWP_ACTION_PERMIT' && !conditions.some(({ field }) => field === 'FWPM_CONDITION_IP_PROTOCOL'),
  )
  t.is(bare.length, 4)
  for (const { name, conditions } of bare) {
    t.true(name.endsWith('Loopback'))
    t.deepEqual(conditions, [
      { field: 'FWPM_CONDITION_FLAGS', match: 'FWP_MATCH_FLAGS_ALL_SET', value: { type: 'FWP_UINT32', value: '1' } },
    ])
  }
})

test('filters of equal weight at a layer never differ in action', (t) => {
  for (const { name } of LAYERS) {
    const byWeight = Map.groupBy(
      filters.filter(({ layer }) => layer === name),
      ({ weight }) => weight.value,
    )
    for (const group of byWeight.values()) t.is(new Set(group.map(({ action }) => action)).size, 1)
  }
})
