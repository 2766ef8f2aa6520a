// SPDX-License-Identifier: MIT
import test from 'ava'
import { estateSource } from '../../src/compile/estate-source.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import type { RuleSet } from '../../src/rules/rule-set.ts'
import type { RuleSource } from '../../src/rules/rule-source.ts'
import { compiled } from '../support/compile.ts'
import { lint, ruleSet, short, sourceOf } from './support/lint-of.ts'

const estate = (more = ''): Promise<RuleSource> =>
  compiled(`name: shop
product: cmcb
sites: { S01: { type: primary } }
networks: { desks: [10.10.0.0/16] }
hosts:
  cm01.shop.test: { addresses: [10.0.0.10], site: S01, roles: [site-server, management-point] }
  mp01.shop.test: { addresses: [10.0.0.12], site: S01, roles: [management-point] }
  sql01.shop.test: { addresses: [10.0.0.11], site: S01, roles: [sql-server] }
clients: { workstations: { site: S01, networks: [desks] } }
${more}`).then((result) => estateSource('estate.yaml', result))

const policyOf = ({ sets }: RuleSource, host: string): RuleSet => {
  const set = sets.find(({ hosts }) => hosts.includes(host))
  if (set === undefined) throw new Error(`no policy of ${host}`)
  return set
}

const against = (needs: RuleSource, rules: readonly Partial<Rule>[], more: Partial<RuleSet> = {}): readonly string[] =>
  lint(sourceOf(ruleSet(rules, more)), { against: needs }).map(short)

const MP = { localPorts: ['80', '443'], remoteAddresses: ['10.10.0.0/16'] }

test('a rule for what a flow asks for is covered, whatever profile, program and name it has', async (t) => {
  const needs = await estate()
  const { id } = policyOf(needs, 'cm01.shop.test')
  t.deepEqual(
    against(
      needs,
      [
        { ...MP, profiles: ['public'] },
        { localPorts: ['443'], remoteAddresses: ['10.10.7.1'], program: 'System' },
      ],
      { id },
    ),
    [],
  )
})

test('a rule that lets in more than any flow asks for is found, with what is beyond', async (t) => {
  const needs = await estate()
  const { id } = policyOf(needs, 'cm01.shop.test')
  const [wide, ...more] = lint(sourceOf(ruleSet([{ ...MP, localPorts: ['443', '8080'] }], { id })), { against: needs })
  t.deepEqual(more, [])
  t.is(wide?.code, 'rule-uncovered')
  t.is(
    wide?.message,
    '“rule 0” opens what no flow of cm01.shop.test asks for: in tcp 8080 from 10.10.0.0/16 in domain.',
  )
})

test('what a block stops is not let in, and what goes out is nobody’s need', async (t) => {
  const needs = await estate()
  const { id } = policyOf(needs, 'cm01.shop.test')
  t.deepEqual(
    against(
      needs,
      [
        { localPorts: ['8080'], remoteAddresses: ['10.9.0.1'] },
        { localPorts: ['8080'], action: 'block' },
      ],
      { id },
    ),
    ['rule-blocked 0 by 1'],
  )
  t.deepEqual(against(needs, [{ direction: 'out', remotePorts: ['8080'] }], { id }), [])
})

test('numbers of dynamic RPC are what the keyword asks for', async (t) => {
  const needs = await estate()
  const { id, rules } = policyOf(needs, 'mp01.shop.test')
  const rpc = rules.find(({ localPorts }) => localPorts.includes('RPC'))
  t.truthy(rpc)
  t.deepEqual(against(needs, [{ ...rpc, group: '', localPorts: ['49152-65535'] }], { id }), [])
  t.deepEqual(against(needs, [{ ...rpc, group: '', localPorts: ['49151-65535'] }], { id }), [
    `rule-uncovered ${rpc?.id}`,
  ])
})

test('of a file that names no computer, only what no host of the estate needs is found', async (t) => {
  const needs = await estate()
  t.deepEqual(against(needs, [MP]), [])
  t.deepEqual(against(needs, [{ ...MP, localPorts: ['444'] }]), ['rule-uncovered 0'])
  // Its own address says whose rule it is.
  t.deepEqual(against(needs, [{ ...MP, localAddresses: ['10.0.0.10'] }]), [])
  t.deepEqual(against(needs, [{ ...MP, localAddresses: ['10.0.0.11'] }]), ['rule-uncovered 0'])
})

test('a rule of ours whose flow or policy is gone is stale, and one of another estate is not ours', async (t) => {
  const before = await estate(
    'flows: [{ name: backup, from: desks, to: sql01.shop.test, protocol: tcp, ports: 9000, reason: r, owner: o }]',
  )
  const now = await estate()
  const sets = before.sets.map((set) => ({ ...set, own: null, format: 'gpo' }))
  const found = lint({ ...before, sets }, { against: now })
  t.deepEqual(
    found.map(({ code, message }) => [code, message]),
    [
      [
        'rule-stale',
        '“ConfigMgr: backup” of “Portwright - S01-sql-server” was made by Portwright for something that the estate no longer asks for.',
      ],
    ],
  )
  const group = (text: string): readonly string[] => against(now, [{ ...MP, group: text }])
  t.deepEqual(group('Portwright: shop / S01-gone'), ['rule-stale 0'])
  t.deepEqual(group('Portwright: other / S01-gone'), [])
  t.deepEqual(
    lint({ ...now, sets: now.sets.map((set) => ({ ...set, own: null, format: 'gpo' })) }, { against: now }),
    [],
  )
})

test('rules of ours are known by the tag that netsh keeps, too', async (t) => {
  const now = await estate()
  const { own } = policyOf(now, 'cm01.shop.test')
  const displayName = `ConfigMgr: gone (TCP 9000) ${own?.tag}0123456789ab]`
  t.deepEqual(
    against(now, [{ localPorts: ['9000'], remoteAddresses: ['10.10.0.0/16'], displayName, id: displayName }]),
    [`rule-stale ${displayName}`],
  )
})

test('a file of restricted computers is judged by the registry of their policy', async (t) => {
  const needs = await estate('firewall: { rpc: { ports: 50000-50199 } }')
  const { id } = policyOf(needs, 'mp01.shop.test')
  t.deepEqual(against(needs, [{ localPorts: ['RPC'], remoteAddresses: ['10.0.0.10'] }], { id }), [
    'rule-rpc-unrestricted 0',
    'rule-uncovered 0',
  ])
})

for (const [asked, count] of [
  ['range', 0],
  ['both', 0],
  ['keyword', 0],
] as const)
  test(`an estate that asks for ${asked} where it restricts dynamic RPC gets what it asks for`, async (t) => {
    t.is(lint(await estate(`firewall: { rpc: { ports: 50000-50199, rules: ${asked} } }`)).length, count)
  })
