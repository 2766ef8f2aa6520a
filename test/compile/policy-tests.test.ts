// SPDX-License-Identifier: MIT
import test from 'ava'
import { compiled } from '../support/compile.ts'

const ESTATE = `
name: a
product: cmcb
sites: { S: { type: primary } }
networks: { lan: [10.1.0.0/24], perimeter: [192.0.2.0/24], empty: [10.99.0.0/24] }
hosts:
  cm.x.test: { addresses: [10.0.0.1, "2001:db8::1"], site: S, roles: [site-server] }
  sql1.x.test: { addresses: [10.0.0.21], site: S, roles: [{ role: sql-availability-replica, port: 1433 }] }
  sql2.x.test: { addresses: [10.0.0.22], site: S, roles: [{ role: sql-availability-replica, port: 1433 }] }
  lsn.x.test: { addresses: [10.0.0.20], site: S, roles: [{ role: sql-server, port: 14330 }], members: [sql1.x.test, sql2.x.test] }
  mp.x.test: { addresses: [192.0.2.10], site: S, roles: [management-point] }
  box.x.test: { addresses: [192.0.2.11], site: S, os: other }
clients: { pcs: { site: S, networks: [lan] } }
`
const result = async (...tests: readonly string[]): Promise<readonly string[]> =>
  (await compiled(`${ESTATE}tests:\n${tests.map((one) => `  - ${one}\n`).join('')}`)).diagnostics
    .filter(({ code }) => code.startsWith('policy-test-'))
    .map(({ code }) => code)

test('a test about a listener asks the rules of its members for its addresses', async (t) => {
  t.deepEqual(await result('allow: cm.x.test -> lsn.x.test 14330/tcp', 'deny: pcs -> lsn.x.test 14330/tcp'), [])
  t.deepEqual(await result('deny: cm.x.test -> lsn.x.test 14330/tcp'), ['policy-test-failed'])
  t.deepEqual(await result('allow: cm.x.test -> lsn.x.test 9999/tcp'), ['policy-test-failed'])
})

test('ends may be roles, networks, sites, addresses, internet and any', async (t) => {
  t.deepEqual(
    await result(
      'allow: pcs -> management-point 443/tcp',
      'allow: lan -> mp.x.test 443/tcp',
      'deny: internet -> mp.x.test 443/tcp',
      'deny: 198.51.100.7 -> mp.x.test 443/tcp',
      'deny: lan -> cm.x.test 445/tcp',
    ),
    [],
  )
  t.deepEqual(await result('deny: any -> mp.x.test 443/tcp'), ['policy-test-failed'])
  t.deepEqual(await result('deny: S -> mp.x.test 445/tcp'), ['policy-test-failed'])
})

test('a group that may be anywhere on the internet does not sit in the networks of the estate', async (t) => {
  const roaming = ESTATE.replace('clients: {', 'clients: { roam: { site: S, networks: any, membership: internet },')
  const { diagnostics } = await compiled(
    `${roaming}tests:\n  - deny: roam -> mp.x.test 443/tcp\n  - deny: roam -> cm.x.test 445/tcp\n`,
  )
  t.deepEqual(
    diagnostics.filter(({ code }) => code.startsWith('policy-test-')).map(({ message }) => message),
    [],
  )
})

test('except leaves senders out', async (t) => {
  t.deepEqual(await result('deny: any -> perimeter 445/tcp except [cm.x.test]'), ['policy-test-partial'])
  t.deepEqual(await result('deny: any -> perimeter 445/tcp'), ['policy-test-partial', 'policy-test-failed'])
  t.deepEqual(await result('deny: pcs -> mp.x.test 443/tcp except [lan]'), ['policy-test-undecided'])
})

test('a test that no policy answers is an error, never a pass', async (t) => {
  for (const one of [
    'deny: pcs -> box.x.test 80/tcp',
    'allow: pcs -> box.x.test 80/tcp',
    'deny: internet -> empty 445/tcp',
    'deny: 198.51.100.7 -> 198.51.100.8 445/tcp',
    'deny: pcs -> reporting-services-point 445/tcp',
  ])
    t.deepEqual(await result(one), ['policy-test-undecided'], one)
})

test('what leaves the estate is decided by outbound rules', async (t) => {
  t.deepEqual(await result('deny: pcs -> internet 445/tcp'), ['policy-test-failed'])
  const closed = `${ESTATE}management: [10.9.0.0/24]\nfirewall: { direction: both, settings: { defaultOutbound: block } }\n`
  const codes = (
    await compiled(
      `${closed}tests: [{ deny: pcs -> internet 445/tcp }, { deny: pcs -> internet 443/tcp }, { allow: pcs -> mp.x.test 443/tcp }]\n`,
    )
  ).diagnostics
    .filter(({ code }) => code.startsWith('policy-test-'))
    .map(({ code }) => code)
  t.true(codes.length <= 1, codes.join())
})
