// SPDX-License-Identifier: MIT
import test from 'ava'
import { catalogWith } from '../support/catalog-with.ts'
import { compiled, estateOf, rulesOf } from '../support/compile.ts'

/** What somebody adds to policies/catalog for a role that nobody knew: nothing of the program is touched. */
const ROLES = `
mirror-point: { name: Mirror Point, noun: the mirror point, kind: site-system, installOption: mirrorPoint, servedBy: { first: mirror-point }, products: [cmcb] }
spare-mirror-point: { name: Spare Mirror Point, noun: the spare mirror point, kind: server, standsInFor: mirror-point, products: [cmcb] }
mirror-cloud: { name: Mirror Cloud, noun: the mirror cloud, kind: external, anywhere: true, firewall: false, products: [cmcb] }
secondary-mirror: { name: Secondary Mirror, noun: the secondary mirror, kind: derived, products: [cmcb] }
mirror-lead: { name: Mirror Lead, noun: the mirror lead, kind: server, onePerSite: true, bySiteType: { secondary: secondary-mirror }, products: [cmcb] }
mirror-boot: { name: Mirror Boot, noun: the mirror boot server, kind: infrastructure, networkBoot: true, products: [cmcb] }
`
const PARAMETERS = `
mirror: { scope: role, key: port, roles: [mirror-point], default: 7100, siteDefault: mirrorSite, text: port of the mirror point }
mirrorSite: { scope: site, default: 7100, text: port of the site's mirror points }
`
const row = (id: string, port: string, more = ''): string =>
  `      - { id: ${id}, service: Mirror, ${port}, text: A mirror., sources: ["ports Mirrors"]${more} }`
const LINKS = `
  - from: client
    to: mirror-point
    rows:
${row('content', 'tcp: 7100', ', parameter: mirror')}
${row('primary', 'tcp: 7101', ', join: secondary-to-primary')}
${row('primary-if-none', 'tcp: 7102', ', join: secondary-to-primary-if-none')}
${row('install', 'tcp: 7103', ', methods: [push]')}
${row('old', 'tcp: 7104', ', until: 2403')}
${row('waits', 'tcp: 7105', ', when: mirror-feature')}
${row('echo', 'icmp: echo')}
  - from: mirror-point
    to: mirror-cloud
    rows:
${row('cloud', 'tcp: 7110')}
  - from: mirror-point
    to: mirror-point
    join: [to-parent, to-child]
    rows:
${row('sync', 'tcp: 7120')}
  - from: mirror-lead
    to: mirror-lead
    join: parent-child
    rows:
${row('lead', 'tcp: 7130')}
  - from: secondary-mirror
    to: mirror-point
    rows:
${row('local', 'tcp: 7140', ', direction: either')}
  - from: client
    to: mirror-boot
    rows:
${row('boot', 'udp: 7150', ', firstPacket: 7150')}
  - from: mirror-boot
    to: client
    rows:
${row('offer', 'udp: 7151', ', answers: true')}
`
const added = catalogWith({
  'roles.yaml': (text) => text + ROLES,
  'parameters.yaml': (text) => text + PARAMETERS,
  'features.yaml': (text) => `${text}\nmirror-feature: { products: [cmcb], text: Mirrors wait for it. }\n`,
  'cmcb.yaml': (text) => text.trimEnd() + LINKS,
})

const ESTATE = `
name: mirrors
product: cmcb
sites:
  P01: { type: primary, ports: { mirrorSite: 7200 } }
  S01: { type: secondary, parent: P01 }
hosts:
  p.test: { addresses: [10.0.0.1], site: P01, roles: [mirror-point] }
  lead.test: { addresses: [10.0.0.2], site: P01, roles: [mirror-lead] }
  spare.test: { addresses: [10.0.0.3], site: P01, roles: [spare-mirror-point] }
  s.test: { addresses: [10.0.1.1], site: S01, roles: [{ role: mirror-point, port: 7300 }] }
  slead.test: { addresses: [10.0.1.2], site: S01, roles: [mirror-lead] }
  boot.test: { addresses: [10.0.0.4], site: P01, roles: [mirror-boot] }
clients:
  main: { site: P01, networks: [10.1.0.0/16], install: [{ method: push, mirrorPoint: true }] }
  branch: { site: S01, networks: [10.2.0.0/16], install: [{ method: push, mirrorPoint: false }] }
firewall: { direction: both, scope: host }
`
const ours = (lines: readonly string[]): readonly string[] =>
  [...new Set(lines.filter((line) => / (71|72|73)\d\d |icmp/.test(line)))].sort()

test('a role with every kind of row is added in policies/catalog alone, and compiles', async (t) => {
  const result = await compiled(ESTATE, added)
  t.deepEqual(ours(rulesOf(result, 'p.test')), [
    'in icmp4 8:* <- 10.1.0.0/16',
    'in tcp 7101 <- 10.2.0.0/16',
    'in tcp 7103 <- 10.1.0.0/16',
    'in tcp 7120 <- 10.0.1.1',
    'in tcp 7200 <- 10.1.0.0/16',
    'out tcp 7110 -> any',
    'out tcp 7120 -> 10.0.1.1',
  ])
  t.deepEqual(ours(rulesOf(result, 's.test')), [
    'in icmp4 8:* <- 10.2.0.0/16',
    'in tcp 7120 <- 10.0.0.1',
    'in tcp 7140 <- 10.0.1.2',
    'in tcp 7300 <- 10.2.0.0/16',
    'out tcp 7110 -> any',
    'out tcp 7120 -> 10.0.0.1',
    'out tcp 7140 -> 10.0.1.2',
  ])
  t.true(
    ours(rulesOf(result, 'spare.test')).includes('in tcp 7200 <- 10.1.0.0/16'),
    'it stands in for the mirror point',
  )
  t.deepEqual(ours(rulesOf(result, 'lead.test')), ['in tcp 7130 <- 10.0.1.2', 'out tcp 7130 -> 10.0.1.2'])
  t.deepEqual(ours(rulesOf(result, 'boot.test')), ['in udp 7150 <- any', 'out udp 7151 -> 10.1.0.0/16'])
})

test('what a row waits for, and until when it is, is read from the added row', async (t) => {
  const later = await compiled(ESTATE.replace('product: cmcb', 'product: cmcb\nfeatures: [mirror-feature]'), added)
  t.true(ours(rulesOf(later, 'p.test')).includes('in tcp 7105 <- 10.1.0.0/16'))
  const before = await compiled(ESTATE.replace('product: cmcb', 'product: cmcb\nversion: 2309'), added)
  t.true(ours(rulesOf(before, 'p.test')).includes('in tcp 7104 <- 10.1.0.0/16'))
  const without = await compiled(ESTATE.replace('roles: [{ role: mirror-point, port: 7300 }]', 'roles: []'), added)
  t.true(ours(rulesOf(without, 'p.test')).includes('in tcp 7102 <- 10.2.0.0/16'))
})

test('what the added role forbids is forbidden', async (t) => {
  const twice = ESTATE.replace('site: P01, roles: [spare-mirror-point]', 'site: P01, roles: [mirror-lead]')
  await t.throwsAsync(estateOf(twice, added), { message: /P01/ })
  const held = ESTATE.replace('[spare-mirror-point]', '[secondary-mirror]')
  await t.throwsAsync(estateOf(held, added), { message: /secondary-mirror/ })
})

test('a role or a row that names what does not exist ends the build', (t) => {
  const broken = (file: string, text: string) => () => catalogWith({ [file]: (old) => old + text })
  const role = (more: string): string => `\nx: { name: X, noun: x, kind: server, products: [cmcb], ${more} }\n`
  t.throws(broken('roles.yaml', role('standsInFor: nobody')), { message: /unknown role nobody/ })
  t.throws(broken('roles.yaml', role('members: { kind: planet }')), { message: /unknown kind planet/ })
  t.throws(broken('roles.yaml', role('flies: true')), { message: /unknown key/ })
  t.throws(broken('parameters.yaml', '\nx: { scope: site, default: 1, pair: y, text: x }\n'), {
    message: /unknown parameter y/,
  })
  const link = (more: string): string =>
    `\n  - from: client\n    to: wins-server\n    rows:\n${row('x', 'tcp: 1', more)}\n`
  t.throws(broken('cmcb.yaml', link(', join: sideways')), { message: /unknown join sideways/ })
  t.throws(broken('cmcb.yaml', link(', firstPacket: 1')), { message: /networkBoot/ })
})
