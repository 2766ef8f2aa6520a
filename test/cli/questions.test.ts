// SPDX-License-Identifier: MIT
import { join, resolve } from 'node:path'
import test from 'ava'
import { portwright } from '../support/command-line.ts'

const hierarchy = join(resolve(import.meta.dirname, '../..'), 'policies/examples/hierarchy/estate.yaml')

test('can answers yes with the rule and its source, and no with the reason and exit code 3', async (t) => {
  const yes = await portwright(['can', hierarchy, 'workstations', 'ps1mp1.contoso.test', '443/tcp'])
  t.is(yes.exit, 0)
  t.regex(
    yes.out,
    /^yes: workstations -> ps1mp1\.contoso\.test 443\/tcp\n {2}in: ConfigMgr: HTTPS \(TCP 443\) for System\n/,
  )
  t.regex(yes.out, /Source: 002:190/)
  const no = await portwright(['can', hierarchy, 'workstations', 'ps1sql.contoso.test', '14330/tcp'])
  t.is(no.exit, 3)
  t.regex(
    no.out,
    /^no: .*\n {2}inbound rules of PS1-sql-server are for this packet, but not from this sender\nfix: Add to `flows`: - /,
  )
})

test('a name or packet that can does not know is a wrong command line', async (t) => {
  t.regex(
    (await portwright(['can', hierarchy, 'workstation', 'ps1mp1.contoso.test', '443/tcp'])).err,
    /did you mean “workstations”/,
  )
  t.is((await portwright(['can', hierarchy, 'workstations', 'ps1mp1.contoso.test', '443'])).exit, 2)
})

test('explain leads from a host to the line of a document', async (t) => {
  const { exit, out } = await portwright(['explain', hierarchy, 'ps1mp1.contoso.test', '--verbose'])
  t.is(exit, 0)
  t.regex(out, /ConfigMgr: HTTPS \(TCP 443\) for System\n/)
  t.regex(out.replace(/\s+/g, ' '), /current branch of 2016\), “Client --> Management Point”, line 190/i)
})

test('explain knows every code, and says what was meant otherwise', async (t) => {
  t.regex((await portwright(['explain', hierarchy, 'unknown-role'])).out, /^unknown-role \(error\)\n/)
  const wrong = await portwright(['explain', hierarchy, 'ps1mp3.contoso.test'])
  t.is(wrong.exit, 2)
  t.regex(wrong.err, /did you mean “ps1mp[12]\.contoso\.test”/)
})

for (const [row, reason] of [
  ['cm2007/client/server-locator-point/http', 'it is a row of cm2007, the estate is one of cmcb'],
  ['cmcb/site-server/client/push-icmp-echo', 'the document says that it need not be opened'],
  ['cmcb/site-server/snmp-device/network-discovery', 'it waits until `features` names network-discovery'],
  ['cmcb/client/bitlocker-portal/https', 'no host or client group of the estate is bitlocker-portal'],
  ['cmcb/client/application-catalog-website-point/http', 'it went with version 1910, the estate has 2603'],
] as const)
  test(`explain knows the catalogue entry ${row}, which gave the estate no flow, and says why`, async (t) => {
    const { exit, out } = await portwright(['explain', hierarchy, row])
    t.is(exit, 0)
    t.true(out.startsWith(`${row}: `))
    t.regex(out, /source: /)
    t.true(out.replace(/\s+/g, ' ').includes(`Not part of this estate: ${reason}.`), out)
  })

test('a catalogue entry that is misspelled is a wrong command line with the nearest one', async (t) => {
  const { exit, err } = await portwright(['explain', hierarchy, 'cmcb/client/bitlocker-portal/htps'])
  t.is(exit, 2)
  t.regex(err, /did you mean “cmcb\/client\/bitlocker-portal\/https?”/)
})
