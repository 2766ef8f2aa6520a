// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { explain, explainableNames, explainCode } from '../../src/explain/explain.ts'
import type { Explanation } from '../../src/explain/explanation.ts'
import { catalog } from '../support/catalog.ts'
import { portwright } from '../support/command-line.ts'
import { compiled, estateOf } from '../support/compile.ts'

const ESTATE = `
name: test
product: cmcb
sites: { S: { type: primary } }
networks: { office: [192.0.2.0/24] }
hosts:
  cm.x.test: { addresses: [10.0.0.2], site: S, os: windows-server-2022, roles: [site-server] }
  mp.x.test: { addresses: [10.0.0.3], site: S, os: windows-server-2022, roles: [management-point] }
  mq.x.test: { addresses: [10.0.0.4], site: S, os: windows-server-2022, roles: [management-point] }
clients: { desks: { site: S, networks: [office], install: [push] } }
flows:
  - { name: monitoring, from: cm.x.test, to: mq.x.test, protocol: tcp, ports: [9100], reason: Metrics are read., owner: Ops, expires: 2099-01-31 }
except:
  - { flow: { from: site-server, to: client, service: Wake on LAN }, reason: not used, owner: Ops }
`
const input = async (text = ESTATE) => ({ ...(await compiled(text)), estate: await estateOf(text), catalog })
const of = async (t: ExecutionContext, what: string, text = ESTATE): Promise<Explanation> => {
  const found = explain(await input(text), what)
  t.not(found, null, what)
  return found as Explanation
}

test('every kind of word is found', async (t) => {
  const rule = (await compiled(ESTATE)).policies[0]?.rules[0]
  const words = new Map([
    ['MP.x.test', 'host'],
    ['desks', 'clients'],
    ['clients-desks', 'policy'],
    [rule?.id ?? '', 'rule'],
    [rule?.displayName ?? '', 'rule'],
    ['own/monitoring', 'own-flow'],
    ['monitoring', 'own-flow'],
    ['office', 'network'],
    ['cmcb/client/management-point/http@S', 'flow'],
    ['cmcb/client/management-point/http', 'entry'],
    ['management-point', 'role'],
    ['Management Point', 'role'],
    ['ops', 'owner'],
    ['445', 'port'],
    ['445/TCP', 'port'],
    ['50000-50010/tcp', 'port'],
    ['icmp', 'port'],
    ['mp.x.test 443/tcp', 'host-port'],
    ['desks 445/tcp', 'host-port'],
    ['10.0.0.3', 'address'],
    ['192.0.2.0/25', 'address'],
    ['002:190', 'document'],
    ['ports', 'document'],
  ])
  for (const [word, kind] of words) t.is((await of(t, word)).kind, kind as Explanation['kind'], word)
  t.is(explain(await input(), 'nothing of the kind'), null)
  t.is(explainCode('wsus-pair')?.kind, 'code')
  t.is(explainCode('toString'), null)
})

test('a port on a host tells who answers for it, and that it is as narrow as it can be', async (t) => {
  const { rules } = await of(t, 'mq.x.test 9100/tcp')
  t.is(rules.length, 1)
  t.like(rules[0], {
    host: 'mq.x.test',
    reason: 'Metrics are read.',
    owner: 'Ops',
    ticket: null,
    expires: '2099-01-31',
    narrow: true,
    sources: [],
  })
  t.deepEqual((await of(t, 'mq.x.test 9101/tcp')).rules, [])
})

test('a rule for other hosts of a shared policy is none of this host', async (t) => {
  t.deepEqual((await of(t, 'mp.x.test 9100/tcp')).rules, [])
})

test('rules that take any caller say who may call without a need', async (t) => {
  const { rules } = await of(t, 'mq.x.test 9100/tcp', `${ESTATE}firewall: { remote: any }\n`)
  t.is(rules[0]?.narrow, false)
  t.regex(rules[0]?.wider.join(' ') ?? '', /firewall\.remote: any/)
})

test('dynamic RPC without a range is wider than it has to be, within a range it is not', async (t) => {
  const open = (await of(t, 'mp.x.test 50000/tcp')).rules
  t.is(open[0]?.narrow, false)
  t.regex(open[0]?.wider.join(' ') ?? '', /firewall\.rpc/)
  const limited = await of(t, 'mp.x.test 50000/tcp', `${ESTATE}firewall: { rpc: { ports: 50000-50199 } }\n`)
  t.is(limited.rules[0]?.narrow, true)
})

test('sources have line and address of the page where one is known', async (t) => {
  const sources = (await of(t, 'cmcb/client/management-point/http@S')).rules.flatMap((rule) => rule.sources)
  t.true(sources.some(({ document, line, url }) => document === '002' && line !== null && url === null))
  t.true(
    sources.some(
      ({ document, url }) => document === 'ports' && url?.startsWith('https://learn.microsoft.com/') === true,
    ),
  )
})

test('a document line is the printed row that it lies in; far from any row it is none', async (t) => {
  const at = async (line: string) => (await of(t, line)).about.length
  t.true((await at('002:190')) > 0)
  t.is(await at('002:99999'), 0)
  t.deepEqual(await of(t, '002:480').then(({ about }) => about), await of(t, '002:479').then(({ about }) => about))
})

test('a row that gave no flow says why', async (t) => {
  const other = catalog.flows.find(({ product }) => product === 'cm2007')?.id ?? ''
  const { about, rules, sources } = await of(t, other)
  t.regex(about[0] ?? '', /Not part of this estate: it is a row of cm2007/)
  t.deepEqual(rules, [])
  t.true(sources.length > 0)
})

test('an owner is asked for flows and exceptions alike', async (t) => {
  const { about } = await of(t, 'Ops')
  t.regex(about[0] ?? '', /^flow monitoring: Metrics are read\.; expires 2099-01-31/)
  t.regex(about[1] ?? '', /^exception from .*: not used/)
  // As it may stand in the file: blanks count once.
  t.deepEqual((await of(t, ' Ops\t')).about, about)
})

test('every name that is offered as a near word is found', async (t) => {
  const all = await input()
  for (const name of [...new Set(explainableNames(all))].filter((_, index) => index % 9 === 0))
    t.not(explain(all, name) ?? explainCode(name), null, name)
})

const HIERARCHY = join(import.meta.dirname, '../../policies/examples/hierarchy/estate.yaml')

test('explain HOST is one line a rule, each note once with --verbose, and JSON holds it all', async (t) => {
  const { out } = await portwright(['explain', HIERARCHY, 'ps1mp1.contoso.test'])
  const json = JSON.parse(
    (await portwright(['explain', HIERARCHY, 'ps1mp1.contoso.test', '--json'])).out,
  ) as Explanation
  t.is(
    out
      .trimEnd()
      .split('\n')
      .filter((line) => /^ {2}(in|out) /.test(line)).length,
    json.rules.length,
  )
  t.true(out.split('\n').length < json.rules.length + 8)
  const verbose = (await portwright(['explain', HIERARCHY, 'ps1mp1.contoso.test', '--verbose'])).out
  t.true(json.notes.length > 0)
  for (const { id } of json.notes) t.is(verbose.split(` ${id}: `).length, 2, id)
  t.deepEqual(
    Object.keys(json).filter((key) => key !== 'about' && key !== 'sources'),
    ['kind', 'subject', 'rules', 'flows', 'notes'],
  )
  const apart = await portwright(['explain', HIERARCHY, 'ps1mp1.contoso.test', '443/tcp'])
  t.is(apart.out, (await portwright(['explain', HIERARCHY, 'ps1mp1.contoso.test 443/tcp'])).out)
})

test('what nobody knows is a wrong command line that says what can be asked', async (t) => {
  const { exit, err } = await portwright(['explain', HIERARCHY, 'zzzzzzzzzzzzzzzz'])
  t.is(exit, 2)
  t.regex(err, /445\/tcp.*002:479/)
})
