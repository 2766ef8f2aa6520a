// SPDX-License-Identifier: MIT
import { compareSources } from '../src/change/compare-sources.ts'
import type { FlowRecord } from '../src/flows/flow-record.ts'
import type { PartyRecord } from '../src/flows/party-record.ts'
import { readFirewallPolicy } from '../src/formats/registry-pol/read-firewall-policy.ts'
import { readRegistryPol } from '../src/formats/registry-pol/read-registry-pol.ts'
import { UNKNOWN_SETTINGS } from '../src/formats/rule/known-settings.ts'
import type { Rule } from '../src/formats/rule/rule.ts'
import type { RuleSource } from '../src/rules/rule-source.ts'
import { benchFile, benchRules, median, seconds } from './bench-packets.ts'

/** As many computers as rules: each network of the rules has one, and every rule a flow of its own. */
const parties = (count: number): readonly PartyRecord[] =>
  Array.from({ length: count }, (_, place) => ({
    kind: 'host',
    name: `host${place}.bench.test`,
    site: 'PS1',
    roles: ['distribution-point'],
    addresses: [`10.${(place >> 8) & 255}.${place & 255}.200`],
    members: null,
  }))

const flow = (place: number): FlowRecord => ({
  id: `own/${place}`,
  catalog: null,
  service: 'bench',
  fromRole: null,
  toRole: null,
  from: { hosts: [`host${place}.bench.test`] },
  to: { hosts: ['host0.bench.test'] },
  protocol: 'tcp',
  ports: [`${1 + place * 3}`],
  text: 'A flow of the bench.',
  notes: [],
  sources: [],
})

const source = (format: 'estate' | 'registry.pol', count: number, rules: readonly Rule[]): RuleSource => {
  const own = format === 'estate'
  return {
    path: own ? 'estate.yaml' : 'registry.pol',
    format,
    estate: own ? 'bench' : null,
    sets: [
      {
        id: own ? 'bench' : null,
        name: null,
        hash: null,
        groupPolicy: true,
        hosts: own ? ['host0.bench.test'] : [],
        clients: [],
        addresses: null,
        own: own ? { group: 'Portwright: bench', tag: '[pw-', provider: '' } : null,
        profiles: ['domain'],
        dynamicRange: null,
        rules: own ? rules.map((rule, place) => ({ ...rule, flows: [`own/${place}`] })) : rules,
        settings: { domain: UNKNOWN_SETTINGS, private: UNKNOWN_SETTINGS, public: UNKNOWN_SETTINGS },
        registry: [],
        losses: [],
        format,
      },
    ],
    flows: own ? Array.from({ length: count }, (_, place) => flow(place)) : [],
    parties: own ? parties(count) : [],
  }
}

/** One line: a whole plan, names, flows and sentences included, as a multiple of reading both sides. */
export const planLine = (count: number): string => {
  const [before, after] = [benchFile(benchRules(count, 0)), benchFile(benchRules(count, count))]
  const read = (bytes: Uint8Array): readonly Rule[] => readFirewallPolicy(readRegistryPol(bytes).records).rules
  const reading = median([1, 2, 3].map(() => seconds(() => [read(before), read(after)])))
  const now = source('estate', count, read(after))
  const was = source('registry.pol', count, read(before))
  let changes = 0
  const planning = median(
    [1, 2, 3].map(() =>
      seconds(() => {
        const plan = compareSources(now, was)
        changes = 'candidates' in plan ? 0 : plan.summary.opened + plan.summary.closed
      }),
    ),
  )
  return `plan of ${count.toLocaleString('en')} against ${count.toLocaleString('en')} rules: reading both ${reading.toFixed(3)} s · plan ${planning.toFixed(3)} s (${(planning / reading).toFixed(1)} × reading), ${changes.toLocaleString('en')} changes\n`
}
