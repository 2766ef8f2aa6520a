// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import { explain } from '../../src/explain/explain.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { coveredRules } from '../../src/rules/covered-rules.ts'
import type { Policy } from '../../src/rules/policy.ts'
import { catalog } from '../support/catalog.ts'
import { compiled, estateOf } from '../support/compile.ts'
import { plainRule } from '../support/sample/plain-rule.ts'

const covered = (...parts: readonly Partial<Rule>[]) =>
  [...coveredRules(parts.map((part, index) => plainRule({ id: `${index}`, ...part })))].sort(([a], [b]) => a - b)

test('a rule goes where a wider one stays, and names the widest of a chain', (t) => {
  const net = (bits: number): Partial<Rule> => ({ localPorts: ['443'], remoteAddresses: [`10.0.0.0/${bits}`] })
  t.deepEqual(covered(net(24), net(16), net(8)), [
    [0, [2]],
    [1, [2]],
  ])
  t.deepEqual(covered(net(24), { localPorts: ['444'] }), [])
})

test('of rules that mean the same the first stays', (t) => {
  t.deepEqual(covered({ localPorts: ['80-81'] }, { localPorts: ['80', '81'] }, { localPorts: ['81', '80'] }), [
    [1, [0]],
    [2, [0]],
  ])
})

test('where rules cover each other in a circle, as many stay as are needed', (t) => {
  const [ab, bc, ca] = [
    ['1', '2'],
    ['2', '3'],
    ['3', '1'],
  ].map((localPorts) => ({ localPorts }))
  t.deepEqual(covered(ab as Partial<Rule>, bc as Partial<Rule>, ca as Partial<Rule>), [[0, [1, 2]]])
})

const ESTATE = `name: shop
product: cmcb
sites: { S01: { type: primary } }
networks: { desks: [10.10.0.0/16] }
hosts:
  cm01.shop.test: { addresses: [10.0.0.10], site: S01, roles: [site-server] }
  mp01.shop.test: { addresses: [10.0.0.12], site: S01, roles: [management-point] }
clients: { pcs: { site: S01, networks: [desks] } }
`
const WIDE =
  'flows: [{ name: scanner, from: any, to: mp01.shop.test, protocol: tcp, ports: 443, reason: scans, owner: ops }]\n'

/** What a rule means, whatever it is called and whoever asks for it. */
const opens = ({ id: _, displayName: __, description: ___, group: ____, flows: _____, ...meaning }: Rule): string =>
  JSON.stringify(meaning)

const policyOf = async (text: string): Promise<Policy> => {
  const { policies } = await compiled(text)
  return policies.find(({ hosts }) => hosts.includes('mp01.shop.test')) as Policy
}

test('what an own flow opens to everybody needs no rule of its own for clients; their flow stays a reason', async (t) => {
  const [narrow, wide] = [await policyOf(ESTATE), await policyOf(ESTATE + WIDE)]
  const https = narrow.rules.find(({ localPorts }) => localPorts.includes('443')) as Rule
  t.deepEqual(narrow.covered, [])
  const [left, ...more] = wide.covered
  t.deepEqual(more, [])
  t.deepEqual([left?.id, left?.displayName, left?.flows], [https.id, https.displayName, https.flows])
  t.false(wide.rules.some(({ id }) => id === https.id))
  const scanner = wide.rules.find(({ id }) => id === left?.by[0]) as Rule
  t.is(scanner.displayName, 'ConfigMgr: scanner')
  t.true(https.flows.every((id) => scanner.flows.includes(id)))
  t.regex(scanner.description, /cmcb\/client\/management-point\/https/)
  // Everything else keeps its id and name.
  const others = (rules: readonly Rule[]) => rules.map(({ id, displayName }) => [id, displayName])
  t.deepEqual(
    others(wide.rules.filter(({ id }) => id !== scanner.id)),
    others(narrow.rules.filter(({ id }) => id !== https.id)),
  )
})

test('of what the baseline and a role both need the rule of the baseline stays, so that an added role renames nothing', async (t) => {
  const text = readFileSync(new URL('../../policies/examples/hierarchy/estate.yaml', import.meta.url), 'utf8').replace(
    'firewall:\n',
    'firewall:\n  direction: both\n',
  )
  const held = (roles: string): string => text.replace('[domain-controller, global-catalog]', roles)
  const before = await compiled(text)
  for (const role of ['sms-provider', 'backup-share']) {
    const after = await compiled(held(`[${role}, domain-controller, global-catalog]`))
    let kept = 0
    for (const policy of after.policies) {
      const was = before.policies.find(({ id }) => id === policy.id)
      const known = new Map(was?.rules.map((rule) => [opens(rule), rule]))
      for (const rule of policy.rules) {
        const old = known.get(opens(rule))
        if (old === undefined) continue
        kept++
        t.deepEqual([rule.id, rule.displayName], [old.id, old.displayName], policy.id)
      }
    }
    t.true(kept > 200, `${kept}`)
  }
})

test('explain knows a rule that is left out, and what lets its packets through', async (t) => {
  const text = ESTATE + WIDE
  const id = (await policyOf(text)).covered[0]?.id as string
  const found = explain({ ...(await compiled(text)), estate: await estateOf(text), catalog }, id)
  t.is(found?.kind, 'rule')
  t.regex(
    found?.about.join('\n') ?? '',
    /is not written: a rule that stays for reasons of its own lets all of it through/,
  )
  t.deepEqual(
    found?.rules.map(({ rule }) => rule.displayName),
    ['ConfigMgr: scanner'],
  )
})

test('a rule between addresses of two families is not written', async (t) => {
  const { rules } = await policyOf(
    `${ESTATE.replace('[10.0.0.12]', '[10.0.0.12, 10.0.0.13]')}flows: [{ name: six, from: "2001:db8::/32", to: 10.0.0.13, protocol: tcp, ports: 9000, reason: r, owner: o }]\n`,
  )
  t.false(rules.some(({ displayName }) => displayName === 'ConfigMgr: six'))
})
