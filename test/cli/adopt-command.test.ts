// SPDX-License-Identifier: MIT
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import type { Adoption } from '../../src/adopt/adoption.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { corpus } from '../support/corpus.ts'
import { csvOf, filterObjects, joinedObject, ruleObject } from '../support/listing/listing-objects.ts'
import { plainRule } from '../support/sample/plain-rule.ts'

const ESTATE = `name: lab
product: cmcb
sites:
  PS1: { type: primary }
hosts:
  cm01.lab.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server, management-point, distribution-point] }
  dc01.lab.test: { addresses: [10.0.0.5], roles: [domain-controller] }
clients:
  ws: { site: PS1, networks: [10.20.0.0/16] }
`
const RULES = [
  plainRule({ id: 'a', displayName: 'Notification', localPorts: ['10123'], remoteAddresses: ['10.20.4.0/24'] }),
  plainRule({
    id: 'b',
    displayName: 'Deployment share',
    localPorts: ['9800', '9801'],
    remoteAddresses: ['10.30.0.0/16'],
  }),
  plainRule({ id: 'c', displayName: 'Time', protocol: 'udp', localPorts: ['123'], service: 'W32Time' }),
]

test('adopt says what becomes of each rule, and writes the missing flows', async (t) => {
  const folder = temporaryFolder(t)
  const estate = join(folder, 'estate.yaml')
  const listing = join(folder, 'rules.csv')
  const out = join(folder, 'missing.yaml')
  writeFileSync(estate, ESTATE)
  writeFileSync(listing, csvOf(RULES.map(joinedObject)))
  const words = ['adopt', estate, listing, '--host', 'CM01.lab.test']
  const text = await portwright([...words, '--out', out])
  t.is(text.exit, 0, text.err)
  t.regex(text.out, /covered by the policy.*\(1\)\n {2}Notification/)
  t.regex(text.out, /Deployment share\n {4}\+ in tcp 9800-9801 from 10\.30\.0\.0\/16 in domain/)
  t.regex(text.out, /cm01\.lab\.test: 1 covered, 0 partly, 1 uncovered, 1 unsayable/)
  const written = readFileSync(out, 'utf8')
  t.regex(written, /reason: TODO/)
  t.is((await portwright([...words, '--out', out])).exit, 1)

  const json = JSON.parse((await portwright([...words, '--json'])).out) as Adoption & { losses: readonly unknown[] }
  t.deepEqual(
    json.rules.map(({ state }) => state),
    ['covered', 'uncovered', 'unsayable'],
  )
  t.deepEqual(json.rules[1]?.flow, {
    name: 'Deployment share',
    from: '10.30.0.0/16',
    to: 'cm01.lab.test',
    protocol: 'tcp',
    ports: [9800, 9801],
    reason: 'TODO',
  })
  t.deepEqual(json.losses, [])

  const adopted = join(folder, 'adopted.yaml')
  writeFileSync(adopted, `${ESTATE}${written}`)
  const unread = await portwright(['check', adopted])
  t.is(unread.exit, 1)
  t.regex(unread.out + unread.err, /error\[reason-missing\]/)
  writeFileSync(adopted, `${ESTATE}${written.replace('reason: TODO', 'reason: The deployment share of the site.')}`)
  t.is((await portwright(['check', adopted])).exit, 0)
  const again = JSON.parse(
    (await portwright(['adopt', adopted, listing, '--host', 'cm01.lab.test', '--json'])).out,
  ) as Adoption
  t.deepEqual(
    again.rules.map(({ state }) => state),
    ['covered', 'covered', 'unsayable'],
  )
})

test('adopt joins the files of one listing, and reads others beside it', async (t) => {
  const folder = temporaryFolder(t)
  const estate = join(folder, 'estate.yaml')
  writeFileSync(estate, ESTATE)
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const paths = [
    write('rules.json', JSON.stringify(RULES.map(ruleObject))),
    ...['port', 'address', 'application', 'service', 'interface', 'interfaceType', 'security'].map((part) =>
      write(`${part}.json`, JSON.stringify(RULES.map((rule) => filterObjects(rule)[part]))),
    ),
    write(
      'more.ps1',
      'New-NetFirewallRule -DisplayName extra -Direction Inbound -Protocol TCP -LocalPort 7 -Profile Domain\n',
    ),
  ]
  const { exit, out, err } = await portwright(['adopt', estate, ...paths, '--host', 'cm01.lab.test', '--json'])
  t.is(exit, 0, err)
  t.deepEqual(
    (JSON.parse(out) as Adoption).rules.map(({ rule, state }) => [rule.displayName, state]),
    [
      ['extra', 'uncovered'],
      ['Notification', 'covered'],
      ['Deployment share', 'uncovered'],
      ['Time', 'unsayable'],
    ],
  )
})

test('a host or profile that is not known, and an estate in place of rules, are refused', async (t) => {
  const folder = temporaryFolder(t)
  const estate = join(folder, 'estate.yaml')
  writeFileSync(estate, ESTATE)
  const listing = join(folder, 'rules.csv')
  writeFileSync(listing, csvOf(RULES.map(joinedObject)))
  const host = await portwright(['adopt', estate, listing, '--host', 'cm02.lab.test'])
  t.is(host.exit, 2)
  t.regex(host.err, /cm01\.lab\.test/)
  const profile = await portwright(['adopt', estate, listing, '--host', 'cm01.lab.test', '--profiles', 'domian'])
  t.is(profile.exit, 2)
  t.regex(profile.err, /domain/)
  t.is((await portwright(['adopt', estate, estate, '--host', 'cm01.lab.test'])).exit, 2)
  t.is((await portwright(['adopt', listing, listing, '--host', 'cm01.lab.test'])).exit, 2)
  t.is((await portwright(['adopt', estate, join(folder, 'none'), '--host', 'cm01.lab.test'])).exit, 1)
  t.is((await portwright(['adopt', estate, listing])).exit, 2)
})

test('of a real listing each rule has one state, and the flows of it pass the check once they have a reason', async (t) => {
  const listing = corpus(t, 'text/firewall-manager.csv')
  if (listing === null) return
  const folder = temporaryFolder(t)
  const estate = join(folder, 'estate.yaml')
  const out = join(folder, 'missing.yaml')
  writeFileSync(estate, ESTATE)
  const words = ['--host', 'cm01.lab.test', '--profiles', 'domain']
  const { exit, out: text } = await portwright(['adopt', estate, listing, ...words, '--json', '--out', out])
  t.is(exit, 0)
  const { rules, summary } = JSON.parse(text) as Adoption
  t.log(JSON.stringify(summary))
  t.is(rules.length + summary.leftOut, 366)
  t.true(existsSync(out))
  const adopted = join(folder, 'adopted.yaml')
  writeFileSync(adopted, `${ESTATE}${readFileSync(out, 'utf8').replaceAll('reason: TODO', 'reason: It was there.')}`)
  t.is((await portwright(['check', adopted])).exit, 0)
  const again = JSON.parse((await portwright(['adopt', adopted, listing, ...words, '--json'])).out) as Adoption
  for (const [index, { state }] of rules.entries())
    t.is(again.rules[index]?.state, state === 'uncovered' ? 'covered' : state)
})
