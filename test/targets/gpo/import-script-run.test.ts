// SPDX-License-Identifier: MIT
import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import test from 'ava'
import type { Policy } from '../../../src/rules/policy.ts'
import { writeGpo } from '../../../src/targets/gpo/write.ts'
import { inTurn } from '../../support/in-turn.ts'
import { GROUP, ruleOf } from '../../support/netsecurity/sample-policy.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { importFixture, policyOf } from '../../support/powershell/import-fixture.ts'
import { interruptScript } from '../../support/powershell/interrupt-script.ts'
import { pwshEnvironment } from '../../support/powershell/pwsh-environment.ts'
import { PWSH_WORDS } from '../../support/powershell/pwsh-words.ts'
import type { StandInDomain, StandInGpo } from '../../support/powershell/stand-in-domain.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test, 4)

const SERVERS = 'OU=Servers,DC=contoso,DC=test'
const PILOT = 'OU=Pilot,OU=Servers,DC=contoso,DC=test'
const CLIENTS = 'OU=Clients,DC=contoso,DC=test'
const CM = policyOf('cm01.contoso.test')
const SQL = policyOf('sql01.contoso.test')
const WORKSTATIONS = policyOf('workstations', { hosts: [], clients: ['workstations'] })

const gpoOf = (domain: StandInDomain, name: string): StandInGpo => {
  const gpo = domain.gpos.find((each) => each.name === name)
  if (gpo === undefined) throw new Error(`no GPO ${name}`)
  return gpo
}
const targets = (domain: StandInDomain): readonly string[] => domain.links.map(({ target }) => target)
const actions = (objects: readonly { readonly Action: string }[]): readonly string[] =>
  objects.map(({ Action }) => Action)
const hashIn = ({ comment }: StandInGpo): string => /"hash":"([^"]*)"/.exec(comment)?.[1] ?? 'none'

test('a first run creates, imports, filters and links, and a second run changes nothing', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, records } = await importFixture([CM, WORKSTATIONS])
  const first = await run({ TargetOu: SERVERS })
  t.deepEqual(first.errors, [])
  t.is(first.exit, 0)
  t.deepEqual(actions(first.objects), ['Created', 'Created'])
  t.deepEqual(Object.keys(first.objects[0] ?? {}), ['Action', 'Name', 'Detail', 'Policy', 'Domain'])
  const made = await domain()
  t.is(made.gpos.length, 2)
  t.is(gpoOf(made, CM.name).settings.trim(), '1')
  t.is(hashIn(gpoOf(made, CM.name)), '1')
  t.deepEqual(gpoOf(made, CM.name).permissions, [
    { name: 'Authenticated Users', level: 'GpoRead' },
    { name: 'Domain Admins', level: 'GpoEditDeleteModifySecurity' },
    { name: CM.securityGroup, level: 'GpoApply' },
  ])
  t.deepEqual(targets(made), [SERVERS, SERVERS])
  t.deepEqual(
    made.groups.map(({ sam, scope, category, members }) => ({ sam, scope, category, members })),
    [
      { sam: CM.securityGroup, scope: 'Global', category: 'Security', members: [`CN=CM01,${SERVERS}`] },
      { sam: WORKSTATIONS.securityGroup, scope: 'Global', category: 'Security', members: [] },
    ],
  )
  t.true(first.warnings.some((text) => text.includes('1 computer joined') && text.includes('klist purge -li 0x3e7')))
  t.true(first.warnings.some((text) => text.includes("'Firewall workstations' is empty")))
  const calls = made.calls.join('\n')
  t.true(calls.indexOf('Set-GPPermission') < calls.indexOf('New-GPLink'), 'the filter stands before the link')

  const folders = await records()
  t.deepEqual(folders, ['000001.json', '000001.json'])
  const second = await run({ TargetOu: SERVERS })
  t.deepEqual(second.errors, [])
  t.deepEqual(actions(second.objects), ['Unchanged', 'Unchanged'])
  t.deepEqual(await domain(), made)
  t.deepEqual(await records(), folders)

  const copies = await run({ TargetOu: SERVERS }, { PORTWRIGHT_STANDIN_COPIES: '1' })
  t.deepEqual(actions(copies.objects), ['Unchanged', 'Unchanged'], 'links are read from the attribute too')
  t.deepEqual(await domain(), made)
})

test('a changed hash updates after a backup, and -Undo takes one run back at a time', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, compile, records } = await importFixture([CM])
  await run({ TargetOu: SERVERS })
  const before = await domain()
  await compile('2')
  const update = await run({ TargetOu: SERVERS })
  t.deepEqual(update.errors, [])
  t.deepEqual(actions(update.objects), ['Updated'])
  const after = await domain()
  t.is(gpoOf(after, CM.name).settings.trim(), '2')
  t.is(hashIn(gpoOf(after, CM.name)), '2')
  t.deepEqual(
    after.calls.slice(before.calls.length).map((call) => call.split(' ')[0]),
    ['Backup-GPO', 'Description', 'Import-GPO', 'Description'],
  )
  t.deepEqual(await records(), ['000001.json', '000002.json'])

  const planned = await run({ Undo: true, WhatIf: true })
  t.deepEqual(actions(planned.objects), ['Skipped'])
  t.deepEqual(await domain(), after)

  const undo = await run({ Undo: true })
  t.deepEqual(undo.errors, [])
  t.deepEqual(actions(undo.objects), ['Undone'])
  t.deepEqual((await domain()).gpos, before.gpos)
  t.deepEqual((await domain()).links, before.links)

  const again = await run({ Undo: true })
  t.deepEqual(actions(again.objects), ['Undone'])
  const empty = await domain()
  t.deepEqual([empty.gpos, empty.links], [[], []])
  t.deepEqual(empty.groups, before.groups, 'groups stay')

  const none = await run({ Undo: true })
  t.is(none.exit, 1)
  t.regex(none.errors.join(), /No run .* is recorded/)
})

scenario('a GPO without the mark is refused before anything changes', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, change } = await importFixture([CM, SQL])
  const foreign = {
    id: '99999999-1111-4222-8333-444444444444',
    comment: 'mine',
    settings: '',
    wmi: '',
    permissions: [],
  }
  await change(() => ({ gpos: [{ ...foreign, name: SQL.name.toUpperCase() }] }))
  const before = await domain()
  const { exit, objects, errors } = await run({ TargetOu: SERVERS })
  t.is(exit, 1)
  t.deepEqual(actions(objects), ['Failed'])
  t.is(objects[0]?.Name, SQL.name)
  t.regex(errors.join('\n'), /'Firewall sql01\.contoso\.test': .*lacks Portwright's mark/)
  t.deepEqual(await domain(), before)
})

scenario('every name is checked before the first change, and all that is wrong is told at once', async (t) => {
  if (pwshFor(t) === null) return
  const mark = 'Made by Portwright, do not edit: {"estate":"other","policy":"x","link":"","wmiFilter":"","hash":"1"}'
  const twice = policyOf('twice.contoso.test')
  const { run, domain, change } = await importFixture([CM, SQL, twice])
  const plain = { settings: '', wmi: '', permissions: [] }
  await change(() => ({
    gpos: [
      { ...plain, id: '99999999-1111-4222-8333-444444444441', name: SQL.name, comment: mark },
      { ...plain, id: '99999999-1111-4222-8333-444444444442', name: twice.name, comment: mark },
      { ...plain, id: '99999999-1111-4222-8333-444444444443', name: twice.name, comment: mark },
    ],
    groups: [
      {
        sam: CM.securityGroup,
        name: '',
        dn: 'CN=x',
        sid: 'S-1-5-21-1-2-3-512',
        category: 'Security',
        scope: 'Global',
        members: [],
      },
    ],
  }))
  const before = await domain()
  const { exit, errors } = await run({ TargetOu: SERVERS })
  t.is(exit, 1)
  t.regex(errors.join('\n'), /belongs to the policy 'x' of the estate 'other'/)
  t.regex(errors.join('\n'), /2 GPOs of this name/)
  t.regex(errors.join('\n'), /a group of Windows itself/)
  t.deepEqual(await domain(), before)
})

scenario('-WhatIf changes nothing', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, records } = await importFixture([CM, WORKSTATIONS])
  const before = await domain()
  const { exit, objects, errors } = await run({ TargetOu: SERVERS, WhatIf: true })
  t.deepEqual([exit, errors], [0, []])
  t.deepEqual(actions(objects), ['Skipped', 'Skipped'])
  t.regex(objects[0]?.Detail ?? '', /^would: .*create the GPO/)
  t.deepEqual(await domain(), before)
  t.deepEqual(await records(), [])
})

scenario('-Pilot links there instead, and a later run without it moves the link', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain } = await importFixture([CM])
  await run({ Pilot: PILOT })
  t.deepEqual(targets(await domain()), [PILOT])
  const moved = await run()
  t.deepEqual(moved.errors, [])
  t.deepEqual(actions(moved.objects), ['Updated'])
  t.deepEqual(targets(await domain()), [SERVERS])
  t.false((await domain()).calls.filter((call) => call.startsWith('Import-GPO')).length > 1)
  await run({ Undo: true })
  t.deepEqual(targets(await domain()), [PILOT])
  t.is(hashIn(gpoOf(await domain(), CM.name)), '1')
})

scenario('a failure in the middle ends with exit code 1 and the name, and the next run goes on', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, domain, change, folder } = await importFixture([CM, SQL, WORKSTATIONS])
  await change(() => ({ failOn: [`Import-GPO ${SQL.name}`] }))
  const { exit, objects, errors } = await run({ TargetOu: SERVERS })
  t.is(exit, 1)
  t.deepEqual(actions(objects), ['Created', 'Failed'])
  t.is(objects[1]?.Name, SQL.name)
  t.regex(errors.join(), /GPO 'Firewall sql01\.contoso\.test' failed: .*fails, as the test asks/)
  t.regex(errors.join(), /created the GPO/)
  t.regex(errors.join(), /Finished before it: 'Firewall cm01\.contoso\.test'/)
  t.regex(errors.join(), /Not reached: 1/)
  const half = await domain()
  t.is(hashIn(gpoOf(half, SQL.name)), '', 'the mark is there, the hash is not')
  t.false(half.links.some(({ gpo }) => gpo === gpoOf(half, SQL.name).id))

  const file = [...PWSH_WORDS, '-File', join(folder, 'Import-FirewallGpo.ps1'), '-TargetOu', SERVERS]
  const env = pwshEnvironment({ PORTWRIGHT_STANDIN: join(folder, 'directory.json') })
  const shown = await new Promise<readonly [unknown, string]>((done) =>
    execFile(pwsh, file, { env }, (error, stdout) => done([error?.code, stdout])),
  )
  t.is(shown[0], 1)
  t.regex(
    shown[1],
    /^Action +Name +Detail.*^Unchanged Firewall cm01.*^Failed +Firewall sql01/ms,
    'the table is drawn before the process ends',
  )

  await change(() => ({ failOn: [] }))
  const next = await run({ TargetOu: SERVERS })
  t.deepEqual(next.errors, [])
  t.deepEqual(actions(next.objects), ['Unchanged', 'Updated', 'Created'])
  t.is(hashIn(gpoOf(await domain(), SQL.name)), '1')
})

scenario('-Undo takes back a run that failed', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, change } = await importFixture([CM, SQL])
  await change(() => ({ failOn: [`New-GPLink ${SQL.name} ${SERVERS}`] }))
  t.is((await run({ TargetOu: SERVERS })).exit, 1)
  const undo = await run({ Undo: true })
  t.deepEqual(undo.errors, [])
  t.deepEqual(actions(undo.objects), ['Undone', 'Undone'])
  t.deepEqual([(await domain()).gpos, (await domain()).links], [[], []])
})

scenario('-Undo leaves a GPO that has lost its mark alone', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, change } = await importFixture([CM])
  await run({ TargetOu: SERVERS })
  await change(({ gpos }) => ({ gpos: gpos.map((gpo) => ({ ...gpo, comment: 'mine now' })) }))
  const before = await domain()
  const { exit, objects } = await run({ Undo: true })
  t.is(exit, 1)
  t.deepEqual(actions(objects), ['Failed'])
  t.deepEqual(await domain(), before)
})

scenario('-TargetOu takes a hashtable of policy id to OU, which must name every policy', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain } = await importFixture([CM, WORKSTATIONS])
  const before = await domain()
  const short = await run({ TargetOu: { [CM.id]: SERVERS, nobody: SERVERS } })
  t.is(short.exit, 1)
  t.regex(short.errors.join('\n'), /no entry for the policy 'workstations'/)
  t.regex(short.errors.join('\n'), /'nobody', which is not in this script/)
  t.deepEqual(await domain(), before)
  const { errors } = await run({ TargetOu: { [CM.id]: SERVERS, workstations: CLIENTS }, GroupPath: CLIENTS })
  t.deepEqual(errors, [])
  t.deepEqual(
    (await domain()).groups.map(({ dn }) => dn),
    [CM, WORKSTATIONS].map(({ securityGroup }) => `CN=${securityGroup},${CLIENTS}`),
  )
  t.deepEqual(targets(await domain()), [SERVERS, CLIENTS])
  const wrong = await run({ TargetOu: 'OU=Nowhere,DC=contoso,DC=test' })
  t.is(wrong.exit, 1)
})

scenario('names with quotes and other writing come through as they are', async (t) => {
  if (pwshFor(t) === null) return
  const names = [
    `O'Neill's "Fire" ‘wall’ ‚x‛ $(throw) \`n`,
    '防火墙 größe 🔥',
    'a\u202Eb; Remove-GPO',
    `${'long '.repeat(30)}name`,
  ]
  const policies = names.map((name, index) =>
    policyOf(`p${index}`, { name, securityGroup: name, hosts: [`p${index}.contoso.test`] }),
  )
  const { run, domain } = await importFixture(policies, { ...PLAIN_OPTIONS, estate: "Ann’s 'estate'" })
  const { errors, objects } = await run({ TargetOu: SERVERS })
  t.deepEqual(errors, [])
  t.deepEqual(
    objects.map(({ Name }) => Name),
    names,
  )
  const made = await domain()
  t.deepEqual(
    made.gpos.map(({ name }) => name),
    names,
  )
  t.deepEqual(
    made.groups.map(({ name }) => name),
    names,
  )
  t.true(made.groups.every(({ sam, members }) => sam.length <= 64 && members.length === 1))
  const second = await run({ TargetOu: SERVERS })
  t.deepEqual(actions(second.objects), ['Unchanged', 'Unchanged', 'Unchanged', 'Unchanged'])
})

scenario('a WMI filter is one object a query, is set on the GPO and goes with -Undo', async (t) => {
  if (pwshFor(t) === null) return
  const none = policyOf('any.contoso.test', { productType: null })
  const options = { ...PLAIN_OPTIONS, gpo: { ...PLAIN_OPTIONS.gpo, wmiFilter: true } }
  const { run, domain } = await importFixture([CM, SQL, WORKSTATIONS, none], options)
  t.deepEqual((await run({ TargetOu: SERVERS })).errors, [])
  const made = await domain()
  t.is(made.objects.length, 2)
  const server = made.objects[0]
  t.is(server?.type, 'msWMI-Som')
  t.is(server?.dn, `CN=${server?.name},CN=SOM,CN=WMIPolicy,CN=System,DC=contoso,DC=test`)
  const query = 'SELECT * FROM Win32_OperatingSystem WHERE ProductType <> "1"'
  t.is(server?.attributes['msWMI-Parm2'], `1;3;10;${query.length};WQL;root\\CIMv2;${query};`)
  t.is(gpoOf(made, SQL.name).wmi, `[contoso.test;${server?.name};0]`)
  t.is(gpoOf(made, none.name).wmi, '')
  t.deepEqual(actions((await run({ TargetOu: SERVERS })).objects), Array(4).fill('Unchanged'))
  await run({ Undo: true })
  t.deepEqual((await domain()).objects, [])
})

scenario('a comment that the import empties is written again, and changes by others are put right', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, change } = await importFixture([CM])
  await change(() => ({ clearsComment: true }))
  t.deepEqual(actions((await run({ TargetOu: SERVERS })).objects), ['Created'])
  const made = await domain()
  t.is(hashIn(gpoOf(made, CM.name)), '1')
  await change(({ gpos, groups }) => ({
    gpos: gpos.map((gpo) => ({ ...gpo, permissions: [{ name: 'Authenticated Users', level: 'GpoApply' }] })),
    groups: groups.map((group) => ({ ...group, members: ['CN=Stranger'] })),
  }))
  const { objects, warnings } = await run({ TargetOu: SERVERS })
  t.deepEqual(actions(objects), ['Updated'])
  t.true(warnings.some((text) => text.includes('CN=Stranger')))
  t.deepEqual(gpoOf(await domain(), CM.name).permissions, [
    { name: 'Authenticated Users', level: 'GpoRead' },
    { name: CM.securityGroup, level: 'GpoApply' },
  ])
})

scenario('runs under any culture follow one another, and -Undo takes back the newest first', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, compile, records } = await importFixture([CM])
  const states: (readonly StandInGpo[])[] = [[]]
  const cultures = ['th-TH', 'tr-TR', 'de-DE', 'ar-SA']
  for (const [index, culture] of cultures.entries()) {
    await compile(String(index + 1))
    const done = await run({ TargetOu: SERVERS }, { PORTWRIGHT_CULTURE: culture })
    t.deepEqual([done.errors, actions(done.objects)], [[], [index === 0 ? 'Created' : 'Updated']], culture)
    // What one culture has written the next one reads.
    const next = cultures[(index + 1) % 4] as string
    const again = await run({ TargetOu: SERVERS }, { PORTWRIGHT_CULTURE: next })
    t.deepEqual(actions(again.objects), ['Unchanged'], next)
    states.push((await domain()).gpos)
  }
  t.deepEqual(await records(), ['000001.json', '000002.json', '000003.json', '000004.json'])
  for (const [index, culture] of cultures.entries()) {
    const undo = await run({ Undo: true }, { PORTWRIGHT_CULTURE: culture })
    t.deepEqual([undo.errors, actions(undo.objects)], [[], ['Undone']], culture)
    t.deepEqual((await domain()).gpos, states[3 - index], culture)
  }
})

scenario('whoever else may apply the GPO is a finding, on every run', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, change } = await importFixture([CM])
  t.deepEqual((await run({ TargetOu: SERVERS })).information.at(-1), '1 created')
  await change(({ gpos }) => ({
    gpos: gpos.map((gpo) => ({
      ...gpo,
      permissions: [
        ...gpo.permissions,
        { name: 'Domain Computers', level: 'GpoApply' },
        { name: 'Helpdesk', level: 'GpoRead' },
      ],
    })),
  }))
  const before = await domain()
  for (const copies of ['', '1']) {
    const { objects, warnings, information } = await run({ TargetOu: SERVERS }, { PORTWRIGHT_STANDIN_COPIES: copies })
    t.deepEqual(
      [objects[0]?.Action, objects[0]?.Detail],
      ['Unchanged', "nothing to do, but 'Domain Computers' may apply it too"],
    )
    t.true(
      warnings.some((text) =>
        /'Domain Computers' may apply it too: computers that the policy does not name/.test(text),
      ),
    )
    t.deepEqual(information, ['1 unchanged'])
  }
  t.deepEqual(await domain(), before)
})

scenario('Ctrl-C in the middle says what is half done, exit code 1, and -Undo takes the run back', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, domain, folder } = await importFixture([CM, SQL, WORKSTATIONS])
  const pressed = await interruptScript(pwsh, [join(folder, 'Import-FirewallGpo.ps1'), '-TargetOu', SERVERS], {
    PORTWRIGHT_STANDIN: join(folder, 'directory.json'),
    PORTWRIGHT_SLOW: `Import-GPO ${SQL.name}`,
    PORTWRIGHT_SLOW_FILE: join(folder, 'slow'),
  })
  t.is(pressed.exit, 1)
  t.regex(pressed.err, /Interrupted\. GPO 'Firewall sql01\.contoso\.test' may be half done, 1 further policies/)
  t.regex(pressed.err, /Finished before it: 'Firewall cm01\.contoso\.test'\. Run again to go on, or .* -Undo/)
  t.is((await domain()).gpos.length, 2)
  t.deepEqual((await run({ Undo: true })).errors, [])
  t.deepEqual([(await domain()).gpos, (await domain()).links], [[], []])
})

scenario('a host without a computer account is named, and joins on a later run', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, change } = await importFixture([CM])
  const { computers } = await domain()
  await change(() => ({ computers: [] }))
  const { warnings, exit } = await run({ TargetOu: SERVERS })
  t.is(exit, 0)
  t.true(warnings.some((text) => text.includes("'cm01.contoso.test' has no computer account")))
  await change(() => ({ computers: computers.map((computer) => ({ ...computer, dns: '' })) }))
  const later = await run({ TargetOu: SERVERS })
  t.deepEqual(actions(later.objects), ['Updated'])
  const full = await domain()
  t.is(full.groups[0]?.members.length, 1)
  t.deepEqual(actions((await run({ Undo: true })).objects), ['Undone'])
  t.deepEqual((await domain()).gpos, full.gpos, 'only the group had changed, and groups stay')
})

scenario('only the policies named by -Policy are imported', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain } = await importFixture([CM, SQL])
  const { objects } = await run({ TargetOu: { [SQL.id]: SERVERS }, Policy: [SQL.id] })
  t.deepEqual(
    objects.map(({ Name }) => Name),
    [SQL.name],
  )
  t.is((await domain()).gpos.length, 1)
  t.is((await run({ Policy: ['nobody'] })).exit, 1)
})

scenario(
  'registry values that outlive the GPO are named when it goes, and renamed or dropped policies on each run',
  async (t) => {
    if (pwshFor(t) === null) return
    const value = {
      key: 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet',
      name: 'Ports',
      type: 'REG_MULTI_SZ',
      data: ['50000-50199'],
    } as const
    const policy = policyOf('cm01.contoso.test', { registry: [value] })
    const { run, compile } = await importFixture([policy, SQL])
    await run({ TargetOu: SERVERS })
    await compile('1', [{ ...policy, name: 'New name' }])
    const { warnings } = await run({ TargetOu: SERVERS, WhatIf: true })
    t.true(
      warnings.some((text) =>
        text.includes("'Firewall cm01.contoso.test' holds the policy that is now called 'New name'"),
      ),
    )
    t.true(
      warnings.some((text) =>
        text.includes("'Firewall sql01.contoso.test' is of a policy that the estate no longer has"),
      ),
    )
    const undo = await run({ Undo: true })
    t.true(undo.warnings.some((text) => text.includes('RPC values stay on the hosts')))
  },
)

scenario(
  'the script works where the module answers with copies, as in PowerShell 7 through Windows PowerShell',
  async (t) => {
    if (pwshFor(t) === null) return
    const { run: plain, domain, compile } = await importFixture([CM, SQL])
    const run = (parameters: object) => plain(parameters, { PORTWRIGHT_STANDIN_COPIES: '1' })
    t.deepEqual(actions((await run({ TargetOu: SERVERS, Pilot: PILOT })).objects), ['Created', 'Created'])
    t.is(hashIn(gpoOf(await domain(), CM.name)), '1')
    await compile('2')
    const moved = await run({ TargetOu: SERVERS })
    t.deepEqual(moved.errors, [])
    t.deepEqual(targets(await domain()), [SERVERS, SERVERS])
    t.deepEqual(actions((await run({ TargetOu: SERVERS })).objects), ['Unchanged', 'Unchanged'])
    t.deepEqual((await run({ Undo: true })).errors, [])
    t.deepEqual(targets(await domain()), [PILOT, PILOT])
    t.is(hashIn(gpoOf(await domain(), CM.name)), '1')
  },
)

const SITE = 'OU=Site A,OU=Servers,DC=contoso,DC=test'
const computerAt = (name: string, container: string) => ({
  name: name.toUpperCase(),
  dns: `${name}.contoso.test`,
  dn: `CN=${name.toUpperCase()},${container}`,
  sam: `${name.toUpperCase()}$`,
})
const BOTH = policyOf('both', { hosts: ['a.contoso.test', 'b.contoso.test'] })

scenario(
  'without -TargetOu a GPO is linked to the deepest organizational unit that holds all its computers',
  async (t) => {
    if (pwshFor(t) === null) return
    const { run, domain, change } = await importFixture([BOTH, WORKSTATIONS])
    await change(({ ous }) => ({
      ous: [...ous, SITE, 'OU=x\\,OU=y,DC=contoso,DC=test'],
      computers: [computerAt('a', `OU=SQL,${SITE}`), computerAt('b', `OU=sql 2,${SITE.toLowerCase()}`)],
    }))
    const first = await run()
    t.deepEqual([first.errors, actions(first.objects)], [[], ['Created', 'Created']])
    t.deepEqual(targets(await domain()), [SITE], 'a client group without members is not linked')
    t.true(first.warnings.some((text) => /'Firewall workstations': it is linked nowhere/.test(text)))
    t.deepEqual(actions((await run()).objects), ['Unchanged', 'Unchanged'])

    await change(({ groups }) => ({
      computers: [computerAt('a', `OU=SQL,${SITE}`), computerAt('b', PILOT), computerAt('pc', CLIENTS)],
      groups: groups.map((group) =>
        group.sam === WORKSTATIONS.securityGroup
          ? { ...group, members: [`CN=PC,${CLIENTS}`, 'CN=Stranger,CN=Users'] }
          : group,
      ),
    }))
    const moved = await run()
    t.deepEqual(moved.errors, [])
    t.deepEqual(targets(await domain()), [SERVERS, CLIENTS])
    await change(() => ({ computers: [computerAt('a', SITE), computerAt('b', SITE), computerAt('pc', CLIENTS)] }))
    await run()
    t.deepEqual(targets(await domain()), [SERVERS, CLIENTS], 'a link that holds them stays')
  },
)

scenario('where only the domain holds all computers, that policy alone is refused', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, change } = await importFixture([BOTH, CM])
  await change(({ ous }) => ({
    ous: [...ous, 'DC=contoso,DC=test'],
    computers: [
      computerAt('a', SERVERS),
      computerAt('b', 'CN=Computers,DC=contoso,DC=test'),
      computerAt('cm01', SERVERS),
    ],
  }))
  const refused = await run()
  t.is(refused.exit, 1)
  t.deepEqual(actions(refused.objects), ['Failed', 'Created'])
  t.regex(refused.errors.join(), /only the domain itself holds all its computers .*-AllowDomainRoot/)
  t.deepEqual(
    (await domain()).gpos.map(({ name }) => name),
    [CM.name],
  )
  const given = await run({ TargetOu: 'DC=contoso,DC=test' })
  t.regex(given.errors.join(), /that links it to the domain itself, which needs -AllowDomainRoot/)
  t.is((await run({ AllowDomainRoot: true })).exit, 0)
  t.deepEqual(targets(await domain()).toSorted(), ['DC=contoso,DC=test', SERVERS])
})

scenario('a given unit that does not hold all computers is refused for that policy, unless -Force', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain } = await importFixture([CM, WORKSTATIONS])
  const refused = await run({ TargetOu: CLIENTS })
  t.is(refused.exit, 1)
  t.deepEqual(actions(refused.objects), ['Failed', 'Created'])
  t.regex(refused.errors.join(), /OU=Clients,DC=contoso,DC=test does not hold all its computers: CN=CM01,OU=Servers/)
  t.is((await domain()).gpos.length, 1)
  t.is((await run({ TargetOu: CLIENTS, Force: true })).exit, 0)
  t.deepEqual(targets(await domain()), [CLIENTS, CLIENTS])
})

scenario(
  '-Prune takes computers out of groups and unlinks what is no longer compiled; -Remove deletes it, -Undo brings back',
  async (t) => {
    if (pwshFor(t) === null) return
    const hosts = [
      computerAt('a', SERVERS),
      computerAt('b', SERVERS),
      computerAt('cm01', SERVERS),
      computerAt('sql01', SERVERS),
    ]
    const fixture = await importFixture([BOTH, CM, SQL])
    await fixture.change(() => ({ computers: hosts }))
    t.deepEqual((await fixture.run()).errors, [])
    const full = await fixture.domain()
    await fixture.compile('1', [{ ...BOTH, hosts: ['a.contoso.test'] }, CM])

    const listed = await fixture.run()
    t.deepEqual(actions(listed.objects), ['Unchanged', 'Unchanged'])
    t.deepEqual(listed.warnings.slice(-2), [
      "GPO 'Firewall both': the group 'Firewall both' has members that the policy does not name: CN=B,OU=Servers,DC=contoso,DC=test. -Prune takes them out.",
      "GPO 'Firewall sql01.contoso.test' is of a policy that the estate no longer has; it stays as it is. -Prune unlinks it, -Prune -Remove deletes it.",
    ])
    t.deepEqual(await fixture.domain(), full)
    const planned = await fixture.run({ Prune: true, WhatIf: true })
    t.deepEqual(actions(planned.objects), ['Skipped', 'Unchanged', 'Skipped'])
    t.deepEqual(await fixture.domain(), full)

    const pruned = await fixture.run({ Prune: true })
    t.deepEqual([pruned.errors, actions(pruned.objects)], [[], ['Updated', 'Unchanged', 'Unlinked']])
    const after = await fixture.domain()
    t.deepEqual(after.groups.find(({ sam }) => sam === BOTH.securityGroup)?.members, [`CN=A,${SERVERS}`])
    t.is(after.links.length, 2)
    t.is(after.gpos.length, 3)
    t.deepEqual(actions((await fixture.run({ Prune: true })).objects), ['Unchanged', 'Unchanged'])

    t.deepEqual((await fixture.runElsewhere({ Undo: true })).errors, [])
    const back = await fixture.domain()
    t.deepEqual(back.gpos, full.gpos)
    t.deepEqual(
      new Set(back.links.map(({ gpo, target }) => `${gpo} ${target}`)),
      new Set(full.links.map(({ gpo, target }) => `${gpo} ${target}`)),
    )
    t.deepEqual(
      back.groups.map(({ members }) => members.length),
      full.groups.map(({ members }) => members.length),
    )

    t.regex((await fixture.run({ Prune: true, Remove: true })).errors.join(), /-Remove needs -BackupPath/)
    t.deepEqual(await fixture.domain(), back)
    const BackupPath = join(fixture.folder, 'kept')
    const removed = await fixture.run({ Prune: true, Remove: true, BackupPath })
    t.deepEqual([removed.errors, actions(removed.objects)], [[], ['Updated', 'Unchanged', 'Removed']])
    t.deepEqual(
      (await fixture.domain()).gpos.map(({ name }) => name),
      [BOTH.name, CM.name],
    )

    const undone = await fixture.runElsewhere({ Undo: true })
    t.deepEqual(undone.errors, [])
    t.true(
      undone.warnings.some((text) =>
        /'Firewall sql01.contoso.test' was made anew .*What cannot be brought back: its old id/.test(text),
      ),
    )
    const again = await fixture.domain()
    t.is(gpoOf(again, SQL.name).settings, gpoOf(full, SQL.name).settings)
    t.is(gpoOf(again, SQL.name).comment, gpoOf(full, SQL.name).comment)
    t.is(again.links.filter(({ gpo }) => gpo === gpoOf(again, SQL.name).id).length, 1)
    t.false(
      gpoOf(again, SQL.name).permissions.some(
        ({ name, level }) => name === 'Authenticated Users' && level === 'GpoApply',
      ),
    )
  },
)

scenario('after a compile of a part nothing is said of other policies, and -Prune leaves them', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, compile } = await importFixture([CM, SQL])
  await run()
  const before = await domain()
  await compile('1', [CM], { partial: true })
  const part = await run({ Prune: true })
  t.deepEqual(actions(part.objects), ['Unchanged'])
  t.deepEqual(part.warnings, [])
  t.deepEqual(await domain(), before)
})

scenario('-Undo works where an import empties the folder of the GPO', async (t) => {
  if (pwshFor(t) === null) return
  const { run, runElsewhere, domain, change, compile } = await importFixture([CM])
  await change(() => ({ sweepsFolder: true }))
  await run()
  const before = await domain()
  await compile('2')
  t.deepEqual(actions((await run()).objects), ['Updated'])
  t.deepEqual((await runElsewhere({ Undo: true })).errors, [])
  t.deepEqual((await domain()).gpos, before.gpos)
})

scenario('a trustee that the domain lets apply every new GPO is a finding on the first run', async (t) => {
  if (pwshFor(t) === null) return
  const { run, change } = await importFixture([CM])
  await change(() => ({ newGpoAlso: 'Domain Computers' }))
  const { objects, warnings } = await run()
  t.regex(objects[0]?.Detail ?? '', /'Domain Computers' may apply it too$/)
  t.true(warnings.some((text) => /'Domain Computers' may apply it too/.test(text)))
})

scenario('a policy for computers of another domain is left out, with the line that does it', async (t) => {
  if (pwshFor(t) === null) return
  const other = policyOf('far', { hosts: ['far.other.test'], domain: 'other.test' })
  const { run, domain } = await importFixture([{ ...CM, domain: 'contoso.test' }, other])
  const { objects, warnings, exit } = await run()
  t.is(exit, 0)
  t.deepEqual(actions(objects), ['Skipped', 'Created'])
  t.regex(
    warnings.join('\n'),
    /'Firewall far': its computers are of the domain other\.test: run again there, with -Domain other\.test/,
  )
  t.is((await domain()).gpos.length, 1)
})

scenario('-WhatIf compares the rules of a GPO with those to come where portwright is not there', async (t) => {
  if (pwshFor(t) === null) return
  const rules = [ruleOf('keep'), ruleOf('wider', { localPorts: ['80'] }), ruleOf('gone', { displayName: 'Old one' })]
  const { run, domain, folder, compile } = await importFixture([CM])
  const backup = async (policy: Policy): Promise<void> => {
    for (const { path, bytes } of writeGpo(policy, PLAIN_OPTIONS).files) {
      const file = join(folder, path.replace(/^gpo\//, ''))
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, bytes)
    }
  }
  const policy = { ...CM, group: GROUP, rules }
  await backup(policy)
  t.deepEqual((await run()).errors, [])
  await compile('2')
  await backup({
    ...policy,
    rules: [
      ruleOf('keep'),
      ruleOf('wider', { localPorts: ['80', '8080'] }),
      ruleOf('new', { localPorts: ['135'], remoteAddresses: [] }),
    ],
  })
  const before = await domain()
  const { information, objects } = await run({ WhatIf: true }, { PATH: '/nowhere' })
  t.deepEqual(actions(objects), ['Skipped'])
  const text = information.join('\n')
  t.regex(text, /in the short form \(portwright is neither beside this script nor on the PATH\)/)
  t.regex(text, /^ {2}\+ ConfigMgr: new: in allow tcp 135 from any address \(domain\)$/m)
  t.regex(text, /^ {2}~ ConfigMgr: wider: in allow tcp 80,8080 from .*; was in allow tcp 80 from localsubnet,/m)
  t.regex(text, /^ {2}- Old one: in allow tcp 443 from /m)
  t.false(/ConfigMgr: keep/.test(text))
  const { calls, ...now } = await domain()
  t.deepEqual(calls.slice(before.calls.length), [`Backup-GPO ${CM.name}`])
  t.like(before, now)
})

scenario('-WhatIf prints the plan of the command where it is there', async (t) => {
  if (pwshFor(t) === null) return
  if (process.platform === 'win32') return t.pass('the stand-in command is a script of the shell')
  const { run, folder } = await importFixture([CM])
  const output = join(folder, 'out')
  const command = join(folder, 'portwright')
  await writeFile(command, '#!/bin/sh\necho "+ asked: $1 $3 $5 $6"\nexit $PORTWRIGHT_EXIT\n', { mode: 0o755 })
  await mkdir(join(output, 'gpo'), { recursive: true })
  await writeFile(join(output, 'portwright.json'), '{}')
  for (const name of ['Import-FirewallGpo.ps1', CM.guid])
    await cp(join(folder, name), join(output, 'gpo', name), { recursive: true })
  const asked = await run({ WhatIf: true, Path: join(output, 'gpo'), Policy: [CM.id] }, { PORTWRIGHT_EXIT: '3' })
  t.deepEqual(asked.errors, [])
  t.deepEqual(asked.information, [`+ asked: plan --against --policy ${CM.id}`, '1 skipped'])
  const failed = await run({ WhatIf: true, Path: join(output, 'gpo') }, { PORTWRIGHT_EXIT: '1' })
  t.regex(
    failed.information[0] ?? '',
    /in the short form \('.*portwright plan' gave no answer: it ended with 1: \+ asked/,
  )
})

scenario('where the record cannot be written nothing is made', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, change } = await importFixture([CM])
  await change(() => ({ brokenSysvol: true }))
  const { exit, errors } = await run()
  t.is(exit, 1)
  t.regex(errors.join(), /what -Undo needs cannot be written to SYSVOL/)
  t.deepEqual([(await domain()).gpos, (await domain()).groups], [[], []])
})

scenario('a group that is denied to apply its GPO is said on every run', async (t) => {
  if (pwshFor(t) === null) return
  const { run, change } = await importFixture([CM])
  await run()
  await change(({ gpos }) => ({
    gpos: gpos.map((gpo) => ({
      ...gpo,
      permissions: [...gpo.permissions, { name: CM.securityGroup, level: 'GpoApply', denied: true }],
    })),
  }))
  t.true((await run()).warnings.some((text) => /'Firewall cm01\.contoso\.test' is denied to apply it/.test(text)))
})

scenario('a GPO that somebody has edited is not taken for what was imported, whatever its comment says', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, policyFile, folder } = await importFixture([CM])
  await run()
  const { id } = gpoOf(await domain(), CM.name)
  await writeFile(policyFile(id), 'edited by hand')
  const script = join(dirname(policyFile(id)), '..', 'User', 'scripts.ini')
  const planned = await run({ WhatIf: true })
  t.regex(planned.objects[0]?.Detail ?? '', /^would: import the backup .* over settings that somebody has changed$/)
  t.true(planned.warnings.some((text) => /its settings are not those that were imported/.test(text)))
  t.deepEqual(actions((await run()).objects), ['Updated'])
  t.is(await readFile(policyFile(id), 'utf8'), '1')
  t.deepEqual((await run({ Undo: true })).errors, [])
  t.is(await readFile(policyFile(id), 'utf8'), 'edited by hand')
  t.deepEqual(actions((await run()).objects), ['Updated'])
  t.deepEqual(actions((await run()).objects), ['Unchanged'])
  // Whatever else was put into it is not ours either.
  await mkdir(dirname(script))
  await writeFile(script, '')
  t.regex((await run({ WhatIf: true })).objects[0]?.Detail ?? '', /over settings that somebody has changed/)

  // Of old runs ten stay, with the backups that they name.
  const kept = join(folder, 'sysvol', `{${id.toUpperCase()}}`, 'Portwright')
  const backup = (number: number): string => `{00000000-0000-4000-8000-0000000000${String(number).padStart(2, '0')}}`
  for (let number = 4; number <= 20; number++) {
    const name = `${String(number).padStart(6, '0')}.json${number % 2 === 0 ? '.undone' : ''}`
    await writeFile(join(kept, name), JSON.stringify({ BackupId: backup(number).slice(1, -1) }))
    await mkdir(join(kept, backup(number)))
  }
  t.deepEqual(actions((await run()).objects), ['Updated'])
  const left = await readdir(kept)
  t.deepEqual(
    left.filter((name) => name.startsWith('0')).map((name) => Number(name.slice(0, 6))),
    Array.from({ length: 10 }, (_, index) => index + 12),
  )
  t.is(left.filter((name) => name.startsWith('{')).length, 10)
  t.true(left.includes(backup(12)) && !left.includes(backup(11)))
})

scenario('computers that a link does not reach are named on every run', async (t) => {
  if (pwshFor(t) === null) return
  const { run, change } = await importFixture([BOTH])
  const unit = `OU=SQL,${SERVERS}`
  await change(({ ous }) => ({
    ous: [...ous, unit],
    computers: [computerAt('a', `OU=Deep,${unit}`), computerAt('b', SERVERS)],
    blocked: [unit],
  }))
  for (const action of ['Created', 'Unchanged']) {
    const { objects, warnings } = await run()
    t.is(objects[0]?.Action, action)
    t.regex(
      objects[0]?.Detail ?? '',
      /OU=SQL,OU=Servers,DC=contoso,DC=test blocks inheritance, so 1 computer below it do not get it by the link to OU=Servers/,
    )
    t.true(warnings.some((text) => /blocks inheritance/.test(text)))
  }
  await change(({ links }) => ({ links: links.map((link) => ({ ...link, enforced: true })) }))
  t.is((await run()).objects[0]?.Detail, 'everything is as it should be')
  const pilot = await run({ Pilot: CLIENTS })
  t.regex(pilot.objects[0]?.Detail ?? '', /its link to OU=Clients.* does not reach 2 computers of the policy/)
  t.is((await run({ Pilot: 'OU=Nowhere,DC=contoso,DC=test' })).exit, 1)
  t.regex((await run({ Pilot: 'DC=contoso,DC=test' })).errors.join(), /needs -AllowDomainRoot/)
})

scenario('of two administrators at once the second begins again', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, change, compile } = await importFixture([CM, SQL])
  const theirs = { id: '99999999-1111-4222-8333-444444444444', comment: 'x', settings: '', wmi: '', permissions: [] }
  await change(() => ({ meanwhile: { call: `Import-GPO ${CM.name}`, gpos: [{ ...theirs, name: SQL.name }] } }))
  const made = await run()
  t.deepEqual(actions(made.objects), ['Created', 'Failed'])
  t.regex(made.errors.join(), /somebody else has just made a GPO of this name: run again/)
  t.is((await domain()).gpos.length, 2)
  await change(({ gpos }) => ({ gpos: gpos.filter(({ name }) => name === CM.name) }))
  t.deepEqual(actions((await run()).objects), ['Unchanged', 'Created'])
  await compile('2')
  const edited = { ...gpoOf(await domain(), SQL.name), comment: 'theirs now' }
  await change(() => ({ meanwhile: { call: `Import-GPO ${CM.name}`, gpos: [edited] } }))
  const changed = await run()
  t.deepEqual(actions(changed.objects), ['Updated', 'Failed'])
  t.regex(changed.errors.join(), /somebody else has changed it meanwhile: run again/)
  t.is(gpoOf(await domain(), SQL.name).settings.trim(), '1')
})

scenario('-Prune takes nobody out while a host of the policy is not found: it may be one of them', async (t) => {
  if (pwshFor(t) === null) return
  const { run, domain, change } = await importFixture([BOTH])
  await change(() => ({ computers: [computerAt('a', SERVERS), computerAt('b', SERVERS)] }))
  await run()
  await change(() => ({
    computers: [computerAt('a', SERVERS), { ...computerAt('b', SERVERS), dns: 'b.x', sam: 'X$' }],
  }))
  const { objects, warnings } = await run({ Prune: true })
  t.deepEqual(actions(objects), ['Unchanged'])
  t.regex(
    warnings.join('\n'),
    /does not name: CN=B.*One of them may be 'b\.contoso\.test', whose account was not found/,
  )
  t.is((await domain()).groups[0]?.members.length, 2)
})
