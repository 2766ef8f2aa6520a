// SPDX-License-Identifier: MIT
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { inTurn } from '../../support/in-turn.ts'
import { type PolicyResult, policyFixture } from '../../support/netsecurity/policy-fixture.ts'
import { GROUP, policyOf, RULES, ruleOf, SETTINGS } from '../../support/netsecurity/sample-policy.ts'
import { emptyFirewall, foreignRule, GPO, type StandInFirewall } from '../../support/netsecurity/stand-in-firewall.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { interruptScript } from '../../support/powershell/interrupt-script.ts'
import { pwshEnvironment } from '../../support/powershell/pwsh-environment.ts'
import { PWSH_WORDS } from '../../support/powershell/pwsh-words.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test.serial, 4)

const WRITES = /^(New|Set|Remove|Save)-/
const writes = ({ calls }: StandInFirewall): readonly string[] => calls.filter((call) => WRITES.test(call))
const actions = (objects: readonly PolicyResult[]): readonly string[] =>
  objects.map(({ Name, Action }) => `${Action} ${Name}`)
const all = (action: string): readonly string[] => RULES.map(({ id }) => `${action} ${id}`)
const forget = () => ({ calls: [] })
const CHANGED = [
  ...RULES.filter(({ id }) => id !== 'gre' && id !== 'https'),
  ruleOf('https', {
    remoteAddresses: ['10.0.0.0/17', '10.0.128.0/17', '2001:db8::/32', '192.0.2.1-192.0.2.9', 'LocalSubnet'],
  }),
  ruleOf('new'),
].map((rule) => (rule.id === 'rpc' ? { ...rule, localPorts: ['RPC-EPMap'], displayName: 'ConfigMgr: other' } : rule))

test.serial('a first run adds every rule, a second run changes nothing and reads in one pass', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, firewall, store, change, folder } = await policyFixture(pwsh, policyOf())
  const foreign = [
    foreignRule('rdp', 'Remote Desktop'),
    foreignRule('other', 'Portwright: contoso / cm02'),
    foreignRule('bare', null),
  ]
  await change(({ stores }) => ({
    stores: { ...stores, PersistentStore: { ...emptyFirewall.stores.PersistentStore, profiles: {}, rules: foreign } },
  }))
  const first = await run()
  t.deepEqual(first.errors, [])
  t.is(first.exit, 0)
  t.deepEqual(actions(first.objects), all('Added'))
  t.deepEqual(Object.keys(first.objects[0] ?? {}), ['Action', 'DisplayName', 'Detail', 'Name'])
  const made = await store()
  t.deepEqual(made.rules.slice(0, 3), foreign)
  t.deepEqual(made.rules.find(({ Name }) => Name === 'https')?.RemoteAddress, [
    '10.0.0.0/255.255.0.0',
    '2001:db8::/32',
    '192.0.2.1-192.0.2.9',
    'LocalSubnet',
  ])
  t.deepEqual(new Set(made.rules.slice(3).map(({ Group }) => Group)), new Set([GROUP]))
  const file = (await readdir(folder)).find((name) => /^cm01\..+\.rollback-1\.json$/.test(name))
  t.truthy(file, 'the state before stands beside the script')
  const before = await readFile(join(folder, file ?? ''), 'utf8')

  await change(forget)
  const second = await run()
  t.deepEqual(second.errors, [])
  t.deepEqual(actions(second.objects), all('Unchanged'))
  const after = await firewall()
  t.deepEqual(writes(after), [])
  t.is(after.calls.length, 10, 'rules and seven kinds of filters, and what is in force: profiles and rules')
  t.deepEqual(after.stores.PersistentStore, made)
  t.is(await readFile(join(folder, file ?? ''), 'utf8'), before)
})

scenario('a changed policy adds, changes and removes only the difference, and -Rollback takes it back', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, firewall, store, change, compile, folder } = await policyFixture(pwsh, policyOf())
  await run()
  await change(({ stores }) => ({
    calls: [],
    stores: {
      ...stores,
      PersistentStore: {
        ...emptyFirewall.stores.PersistentStore,
        profiles: {},
        rules: [...(stores.PersistentStore?.rules ?? []), foreignRule('rdp', null)],
      },
    },
  }))
  const made = await store()
  await compile(policyOf({ rules: CHANGED }))
  const RollbackPath = join(folder, 'before.json')

  const what = await run({ WhatIf: true, RollbackPath })
  t.deepEqual(what.errors, [])
  t.notRegex(what.warnings.join(), /not among the rules in force/, 'what is to be added cannot count yet')
  t.deepEqual(
    what.objects.filter(({ Action }) => Action === 'Skipped').map(({ Name, Detail }) => [Name, Detail]),
    [
      ['new', 'would be added'],
      ['rpc', 'would be changed: DisplayName, LocalPort'],
      ['gre', 'would be removed: in 47 from 10.0.0.0/255.255.0.0, 2001:db8::/32, 192.0.2.1-192.0.2.9 and 1 more'],
    ],
  )
  t.regex(what.information.join(), /3 skipped \(1 would be added, 1 would be changed, 1 would be removed\)/)
  t.deepEqual(await store(), made)
  t.false((await readdir(folder)).includes('before.json'))

  await change(forget)
  const update = await run({ RollbackPath })
  t.deepEqual(update.errors, [])
  t.deepEqual(
    actions(update.objects).filter((text) => !text.startsWith('Unchanged')),
    ['Added new', 'Changed rpc', 'Removed gre'],
  )
  t.deepEqual(writes(await firewall()), [
    'New-NetFirewallRule new',
    'Set-NetFirewallRule rpc',
    'Remove-NetFirewallRule gre',
  ])

  const back = await run({ Rollback: RollbackPath })
  t.deepEqual(back.errors, [])
  t.deepEqual(
    actions(back.objects).filter((text) => !text.startsWith('Unchanged')),
    ['Added gre', 'Changed rpc', 'Removed new'],
  )
  const names = (rules: readonly { readonly Name: string }[]) => [...rules].sort((a, b) => (a.Name < b.Name ? -1 : 1))
  t.deepEqual(names((await store()).rules), names(made.rules))

  const gone = await run({ Remove: true })
  t.deepEqual(actions(gone.objects).toSorted(), all('Removed').toSorted())
  t.deepEqual(
    (await store()).rules.map(({ Name }) => Name),
    ['rdp'],
  )
})

scenario('a GPO is opened once, saved once where something differs, and not saved otherwise', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  for (const withoutRuleSession of [false, true]) {
    const { run, firewall, store, change, compile } = await policyFixture(pwsh, policyOf({ settings: SETTINGS }))
    await change(() => ({ withoutRuleSession }))
    const first = await run({ PolicyStore: GPO })
    t.deepEqual(first.errors, [])
    t.deepEqual(first.warnings, [])
    t.deepEqual(actions(first.objects), [...all('Added'), 'Changed Domain'])
    const { calls } = await firewall()
    t.is(calls[0], `Open-NetGPO ${GPO}`)
    t.is(calls.filter((call) => call === `Save-NetGPO ${GPO}`).length, 1)
    t.is(calls.filter((call) => /^Open-/.test(call)).length, 3, 'to change, before the save and after it')
    t.is(
      calls.filter((call) => /^(?:Get)-/.test(call)).length,
      27,
      'rules, seven kinds of filters and profiles, each time',
    )
    t.is((await store(GPO)).rules.length, RULES.length)
    t.is((await store(GPO)).profiles.Domain?.AllowLocalFirewallRules, 'False')
    t.deepEqual((await store()).rules, [])

    await change(forget)
    const second = await run({ PolicyStore: GPO })
    t.deepEqual(
      actions(second.objects),
      [...all('Unchanged'), 'Unchanged Domain'].toSorted(
        (a, b) => Number(a.endsWith('Domain')) - Number(b.endsWith('Domain')),
      ),
    )
    t.deepEqual(writes(await firewall()), [])

    await compile(policyOf({ rules: CHANGED }))
    const third = await run({ PolicyStore: GPO })
    t.deepEqual(third.errors, [])
    t.deepEqual(
      actions(third.objects).filter((text) => !text.startsWith('Unchanged')),
      ['Added new', 'Changed rpc', 'Removed gre'],
    )
    t.is((await store(GPO)).rules.find(({ Name }) => Name === 'rpc')?.DisplayName, 'ConfigMgr: other')

    await change(() => ({ failOn: ['New-NetFirewallRule gre'] }))
    await compile(policyOf())
    const before = await store(GPO)
    const failed = await run({ PolicyStore: GPO })
    t.is(failed.exit, 1)
    t.regex(failed.errors.join(), /Rule 'ConfigMgr: gre' \(gre\) failed: .* Nothing was saved/)
    t.deepEqual(await store(GPO), before)
  }
})

scenario('a failure names the rule, takes back what was done, or lists it', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, store, change } = await policyFixture(pwsh, policyOf())
  await change(() => ({ failOn: ['New-NetFirewallRule out'] }))
  const failed = await run()
  t.is(failed.exit, 1)
  t.regex(
    failed.errors.join(),
    /^Rule 'ConfigMgr: out' \(out\) failed: .* What had been changed before it was taken back\.$/,
  )
  t.deepEqual(actions(failed.objects), ['Undone https', 'Undone rpc', 'Undone echo', 'Failed out'])
  t.deepEqual((await store()).rules, [])

  await change(() => ({ failOn: ['New-NetFirewallRule out', 'Remove-NetFirewallRule'] }))
  const stuck = await run()
  t.is(stuck.exit, 1)
  t.regex(
    stuck.errors.join(),
    /could not all be taken back: .* Made before: Added: 'ConfigMgr: https' \(https\); Added: .*rollback-\d\.json'/,
  )
  t.deepEqual(actions(stuck.objects), ['Added https', 'Added rpc', 'Added echo', 'Failed out'])
})

scenario('what Windows took and does not show is a failure, and taken back', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, store, change } = await policyFixture(pwsh, policyOf())
  await change(() => ({ loses: ['New-NetFirewallRule gre'] }))
  const lost = await run()
  t.is(lost.exit, 1)
  t.regex(
    lost.errors.join(),
    /read back these are not as they should be: 'ConfigMgr: gre' \(gre\)\. What had been changed/,
  )
  t.deepEqual(actions(lost.objects), all('Undone'))
  t.deepEqual((await store()).rules, [])
})

scenario(
  'every run that changes something has a record of its own, and a named one is never overwritten',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const { run, compile, change, store, folder } = await policyFixture(pwsh, policyOf())
    const empty = await store()
    await run()
    await compile(policyOf({ rules: CHANGED }))
    const RollbackPath = join(folder, 'mine.json')
    await run()
    await run()
    const records = (await readdir(folder)).filter((name) => name.includes('rollback')).toSorted()
    t.is(records.length, 2)
    t.true(records[0]?.endsWith('.rollback-1.json') && records[1]?.endsWith('.rollback-2.json'))
    t.deepEqual((await run({ Rollback: join(folder, records[0] as string) })).errors, [])
    t.deepEqual(await store(), empty)
    t.is((await run({ RollbackPath })).exit, 0)
    await change(({ stores }) => ({ stores: { ...stores, PersistentStore: empty } }))
    const again = await run({ RollbackPath })
    t.is(again.exit, 1)
    t.regex(again.errors.join(), /mine\.json' exists\. .*Nothing was changed\.$/)
  },
)

scenario('nothing is changed where the state cannot be read, kept or changed safely', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, firewall, change, folder, compile } = await policyFixture(pwsh, policyOf())
  const refuses = async (message: RegExp, parameters: object = {}, environment = {}): Promise<void> => {
    const { exit, errors } = await run(parameters, environment)
    t.is(exit, 1)
    t.regex(errors.join(), message)
    t.regex(errors.join(), /Nothing was changed\.$/)
    t.deepEqual(writes(await firewall()), [])
  }
  await refuses(/cannot be saved/, { RollbackPath: join(folder, 'no/such/folder.json') })
  await refuses(/-PolicyStore is 'DOMAIN\\GPO'/, { PolicyStore: 'ActiveStore' })
  await refuses(/no GPO/, { PolicyStore: 'contoso.test\\Other' })
  await refuses(/./, {}, { OS: 'Windows_NT' })
  await refuses(/./, { Rollback: join(folder, 'cm01.ps1') })
  await change(() => ({ failOn: ['Get-NetFirewallRule'] }))
  await refuses(/Get-NetFirewallRule all fails/)
  await change(({ stores }) => ({
    failOn: [],
    stores: { ...stores, PersistentStore: { profiles: {}, rules: [foreignRule('echo', 'Mine')] } },
  }))
  await refuses(/Rule 'ConfigMgr: echo' \(echo\): another rule has this name, in the group 'Mine'/)
  await change(({ stores }) => ({
    stores: { ...stores, PersistentStore: { profiles: {}, rules: [foreignRule('e*', GROUP)] } },
  }))
  await refuses(/takes? its name for a pattern/)

  await change(() => emptyFirewall)
  await run({ RollbackPath: join(folder, 'cm01.json') })
  await change(forget)
  await compile(policyOf({ group: 'Portwright: contoso / cm02', rules: [] }))
  await refuses(/is of the group/, { Rollback: join(folder, 'cm01.json') })
})

scenario('profile settings are set, taken back, and left alone where only Group Policy has them', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, store, change, compile, folder } = await policyFixture(
    pwsh,
    policyOf({ rules: [ruleOf('https')], settings: SETTINGS }),
  )
  const before = await store()
  const RollbackPath = join(folder, 'before.json')
  const first = await run({ RollbackPath })
  t.deepEqual(actions(first.objects), ['Added https', 'Skipped Domain', 'Changed Domain'])
  t.regex(first.warnings.join(), /AllowLocalFirewallRules: only Group Policy has this setting/)
  t.like((await store()).profiles.Domain, {
    Enabled: 'True',
    DefaultInboundAction: 'Block',
    LogBlocked: 'True',
    LogMaxSizeKilobytes: 16384,
    AllowLocalFirewallRules: 'NotConfigured',
  })
  t.deepEqual((await store()).profiles.Private, before.profiles.Private)
  t.deepEqual(
    actions((await run()).objects).filter((text) => /Changed|Added/.test(text)),
    [],
  )
  t.is((await run({ Rollback: RollbackPath })).exit, 0)
  t.deepEqual(await store(), before)

  await change(() => ({ failOn: ['Set-NetFirewallProfile'] }))
  const failed = await run()
  t.regex(failed.errors.join(), /^Domain profile \(Domain\) failed/)
  t.deepEqual(await store(), before)

  await compile(policyOf({ rules: [], settings: { ...SETTINGS, localRules: true } }))
  await change(() => ({ failOn: [] }))
  t.deepEqual((await run()).warnings, [], 'rules of the computer count anyway')
})

scenario(
  'a narrowed, switched off or renamed rule is put back, and filters without an id are asked for by association',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const { run, store, change, firewall } = await policyFixture(pwsh, policyOf())
    await run()
    const made = await store()
    const tampered: Readonly<Record<string, object>> = {
      https: { Enabled: 'False', RemoteAddress: '10.0.0.1', Description: null },
      echo: {
        Profile: 'Any',
        RemoteAddress: [
          'LocalSubnet4',
          'LocalSubnet6',
          '10.0.0.0/255.255.128.0',
          '10.0.128.0-10.0.255.255',
          '2001:db8::/32',
          '192.0.2.1-192.0.2.9',
        ],
      },
      out: { RemoteUser: 'O:LSD:(A;;CC;;;BA)' },
      gre: { Protocol: 'TCP', LocalPort: ['80'] },
    }
    await change(({ stores }) => ({
      calls: [],
      withoutFilterId: true,
      stores: {
        ...stores,
        PersistentStore: { ...made, rules: made.rules.map((rule) => ({ ...rule, ...tampered[rule.Name] })) },
      },
    }))
    const { objects, errors } = await run()
    t.deepEqual(errors, [])
    t.deepEqual(
      objects.filter(({ Action }) => Action === 'Changed').map(({ Name, Detail }) => [Name, Detail]),
      [
        ['https', 'Description, Enabled, RemoteAddress'],
        ['out', 'RemoteUser'],
        ['gre', 'Protocol, LocalPort'],
      ],
    )
    t.true((await firewall()).calls.includes('Get-NetFirewallPortFilter echo'))
    const echo = tampered.echo
    const without = ({ Name, ...rule }: Readonly<Record<string, unknown>>) => ({
      Name,
      ...rule,
      LocalPort: [rule.LocalPort].flat(),
      Description: rule.Description || null,
    })
    t.deepEqual(
      (await store()).rules.map(without),
      made.rules.map((rule) => without(rule.Name === 'echo' ? { ...rule, ...echo } : rule)),
    )
  },
)

scenario('names that look like code, quotes or patterns stay names', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const name = '’‘‚‛\' ` $(throw 1) "x" #> <# [a-z]* 配 \u202e\t🦊'
  const rules = [ruleOf('r1', { displayName: name, description: name, group: `${GROUP} ${name}` })]
  const policy = policyOf({ group: `${GROUP} ${name}`, rules })
  const { run, store, change, compile, folder } = await policyFixture(pwsh, policy)
  await change(({ stores }) => ({
    stores: {
      ...stores,
      PersistentStore: { profiles: {}, rules: [foreignRule('f', `${GROUP} ${name.replace('[a-z]*', 'aaa')}`)] },
    },
  }))
  const first = await run()
  t.deepEqual(first.errors, [])
  t.like((await store()).rules[1], { DisplayName: name, Description: name, Group: `${GROUP} ${name}` })
  t.deepEqual(actions((await run()).objects), ['Unchanged r1'])
  const RollbackPath = join(folder, '[b] ’.json')
  await compile({ ...policy, rules: [] })
  t.deepEqual(actions((await run({ RollbackPath })).objects), ['Removed r1'])
  t.deepEqual(actions((await run({ Rollback: RollbackPath })).objects), ['Added r1'])
  t.like((await store()).rules[1], { DisplayName: name, Description: name, Group: `${GROUP} ${name}` })
})

scenario('a GPO gets back what it did not say, the name and size of the log too', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const settings = { ...SETTINGS, logFile: 'C:\\Logs\\fw.log' }
  const { run, store, folder, change } = await policyFixture(pwsh, policyOf({ rules: [ruleOf('https')], settings }))
  const before = await store(GPO)
  const RollbackPath = join(folder, 'before.json')
  t.deepEqual((await run({ PolicyStore: GPO, RollbackPath })).errors, [])
  t.like((await store(GPO)).profiles.Domain, { LogFileName: 'C:\\Logs\\fw.log', LogMaxSizeKilobytes: 16384 })
  const made = await store(GPO)
  for (const PORTWRIGHT_STANDIN_COPIES of ['', '1']) {
    await change(({ stores }) => ({ stores: { ...stores, [GPO]: made } }))
    const back = await run({ PolicyStore: GPO, Rollback: RollbackPath }, { PORTWRIGHT_STANDIN_COPIES })
    t.deepEqual(back.errors, [])
    t.deepEqual(await store(GPO), before)
  }
})

scenario('where somebody else changes the GPO while it is open, nothing is saved', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, store, change, firewall } = await policyFixture(pwsh, policyOf())
  const rule = foreignRule('theirs', null)
  await change(() => ({ meanwhile: { call: 'New-NetFirewallRule gre', store: GPO, rule } }))
  const { exit, errors, objects } = await run({ PolicyStore: GPO })
  t.is(exit, 1)
  t.regex(errors.join(), /Somebody else has changed the GPO .* Run again\. Nothing was saved/)
  t.deepEqual(new Set(objects.map(({ Action }) => Action)), new Set(['Undone']))
  t.deepEqual((await store(GPO)).rules, [rule])
  t.false((await firewall()).calls.some((call) => call.startsWith('Save-')))
  await change(() => ({ meanwhile: undefined, loses: [] }))
  t.is((await run({ PolicyStore: GPO })).exit, 0)
})

scenario('rules that stand in the store and do not count are no success, on every run', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, store, change, compile } = await policyFixture(
    pwsh,
    policyOf({ rules: [ruleOf('https'), ruleOf('smb', { localPorts: ['445'] })] }),
  )
  const causes: readonly (readonly [Partial<StandInFirewall>, RegExp])[] = [
    [
      { active: { Domain: { AllowLocalFirewallRules: 'False' } } },
      /Group Policy forbids the rules of this computer in the Domain profile/,
    ],
    [{ active: { Domain: { Enabled: 'False' } } }, /Windows Firewall is off in the Domain profile/],
    [{ active: { Domain: { AllowInboundRules: 'False' } } }, /blocks all inbound connections/],
    [{ services: { BFE: 'Running', MpsSvc: 'Stopped' } }, /the service MpsSvc is not running/],
    [
      { services: { BFE: 'Running', MpsSvc: 'Running' }, firewalls: ['Other Firewall'] },
      /'Other Firewall' is registered/,
    ],
    [{ hides: ['smb'] }, /'ConfigMgr: smb': not among the rules in force/],
  ]
  const none = { active: undefined, services: undefined, firewalls: undefined, hides: undefined }
  for (const [cause, message] of causes) {
    await change(() => ({ ...none, ...cause }))
    const { exit, errors, objects } = await run()
    t.is(exit, 1, `${message}`)
    t.regex(errors.join(), message)
    t.regex(errors.join(), /^The rules stand in the store and do not all count: /)
    t.is(objects.length, 2)
  }
  t.is((await store()).rules.length, 2)
  await compile(policyOf({ rules: [ruleOf('https', { profiles: ['private', 'public'] })] }))
  await change(() => ({ ...none, active: { Public: { AllowLocalFirewallRules: 'False' } } }))
  const partly = await run()
  t.is(partly.exit, 0, 'the rule counts in its other profile')
  t.regex(partly.warnings.join(), /Some rules count in part: Group Policy forbids .* in the Public profile/)
  await compile(policyOf({ rules: [ruleOf('https'), ruleOf('smb', { localPorts: ['445'] })] }))
  await change(() => none)
  t.deepEqual((await run()).errors, [])
  await change(() => ({ statuses: { smb: 'Error' } }))
  t.regex((await run()).errors.join(), /'ConfigMgr: smb' \(smb\): its status is Error/)
})

scenario('a rule that Windows takes with another status than OK is a failure, and taken back', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, store, change } = await policyFixture(pwsh, policyOf({ rules: [ruleOf('https')] }))
  await change(() => ({ statuses: { https: 'Degraded' } }))
  const { exit, errors } = await run()
  t.is(exit, 1)
  t.regex(errors.join(), /read back these are not .*\(https\): its status is Degraded .* was taken back\.$/)
  t.deepEqual((await store()).rules, [])
})

scenario('the last line counts rules of others that let in more, and names them', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const rules = [
    ruleOf('web', { localPorts: ['80-90', '443'], remoteAddresses: ['10.0.0.0/9'] }),
    ruleOf('web-2', { localPorts: ['80-443'], remoteAddresses: ['10.128.0.0/9'] }),
  ]
  const { run, change } = await policyFixture(pwsh, policyOf({ rules }))
  const others = [
    { ...foreignRule('inside', null), LocalPort: ['85'], RemoteAddress: ['10.100.0.0-10.200.0.0'], Profile: 'Domain' },
    { ...foreignRule('wider-port', 'Mine'), LocalPort: ['85', '8080'], RemoteAddress: ['10.1.0.0'], Profile: 'Domain' },
    { ...foreignRule('wider-profile', null), LocalPort: ['85'], RemoteAddress: ['10.1.0.0'] },
    {
      ...foreignRule('wider-address', null),
      LocalPort: ['85'],
      RemoteAddress: ['10.1.0.0', '11.0.0.0'],
      Profile: 'Domain',
    },
    { ...foreignRule('off', null), Enabled: 'False' },
    { ...foreignRule('out', null), Direction: 'Outbound' },
    { ...foreignRule('block', null), Action: 'Block' },
    foreignRule('rdp', '@FirewallAPI.dll,-28752'),
  ]
  await change(({ stores }) => ({ stores: { ...stores, PersistentStore: { profiles: {}, rules: others } } }))
  const { information, errors } = await run()
  t.deepEqual(errors, [])
  t.is(
    information.at(-1),
    "2 added, 0 changed, 0 removed, 0 unchanged; 3 rules of others open more (Foreign wider-port, Foreign wider-profile, Foreign wider-address); 1 rules of Windows' own groups too",
  )
})

scenario('a dozen rules cost one call each to add, one in all to change alike, one to remove', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const many = (more: object = {}) => Array.from({ length: 12 }, (_, index) => ruleOf(`r${index}`, more))
  const { run, firewall, change, compile } = await policyFixture(pwsh, policyOf({ rules: many() }))
  const count = async (): Promise<readonly number[]> => {
    const { calls } = await firewall()
    return ['Get-', 'New-', 'Set-', 'Remove-'].map((verb) => calls.filter((call) => call.startsWith(verb)).length)
  }
  t.is((await run()).exit, 0)
  t.deepEqual(await count(), [1 + 8 + 2, 12, 0, 0], 'the empty store, all read back, and what is in force')
  await change(forget)
  await compile(policyOf({ rules: many({ profiles: ['domain', 'private'] }) }))
  t.is((await run()).exit, 0)
  t.deepEqual(await count(), [8 + 8 + 2, 0, 1, 0])
  await change(forget)
  t.is((await run({ Remove: true })).exit, 0)
  t.deepEqual(await count(), [8 + 1, 0, 0, 1])
})

scenario('one rule of many that cannot be removed is named, and what went before it comes back', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, store, change, compile } = await policyFixture(pwsh, policyOf())
  await run()
  const before = await store()
  await compile(policyOf({ rules: [] }))
  const name = RULES.map(({ id }) => id).join(' ')
  await change(() => ({ failOn: [`Remove-NetFirewallRule ${name}`, 'Remove-NetFirewallRule sql'] }))
  const { exit, errors } = await run()
  t.is(exit, 1)
  t.regex(errors.join(), /^Rule 'ConfigMgr: sql' \(sql\) failed: .* taken back\.$/)
  const sorted = (rules: readonly { readonly Name: string }[]) => rules.map(({ Name }) => Name).toSorted()
  t.deepEqual(sorted((await store()).rules), sorted(before.rules))
})

scenario('objects without their types, as from Windows PowerShell, are read as they are meant', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { run, change, firewall } = await policyFixture(pwsh, policyOf())
  await run()
  await change(forget)
  const { errors, objects } = await run({}, { PORTWRIGHT_STANDIN_COPIES: '1' })
  t.deepEqual(errors, [])
  t.deepEqual(actions(objects), all('Unchanged'))
  t.deepEqual(writes(await firewall()), [])
})

scenario('under another culture a run does what it does elsewhere', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const policy = policyOf({ rules: [...RULES, ruleOf('INSIDE-I')], settings: SETTINGS })
  const here = await policyFixture(pwsh, policy)
  const wanted = await here.run({ RollbackPath: join(here.folder, 'before.json') })
  for (const culture of ['th-TH', 'tr-TR', 'de-DE', 'ar-SA']) {
    const there = await policyFixture(pwsh, policy)
    const RollbackPath = join(there.folder, 'before.json')
    const before = await there.store()
    const result = await there.run({ RollbackPath }, { PORTWRIGHT_CULTURE: culture })
    t.deepEqual(result, wanted, culture)
    t.deepEqual(await there.store(), await here.store(), culture)
    const second = await there.run({}, { PORTWRIGHT_CULTURE: culture })
    t.regex(second.information.join(), /^0 added, 0 changed, 0 removed, 7 unchanged, 1 skipped$/, culture)
    t.deepEqual(second.errors, [], culture)
    const back = await there.run({ Rollback: RollbackPath }, { PORTWRIGHT_CULTURE: culture })
    t.deepEqual(back.errors, [], culture)
    t.deepEqual(await there.store(), before, culture)
  }
})

scenario('Ctrl-C in the middle takes back what was done, says so, and the exit code is 1', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { folder, store, change } = await policyFixture(pwsh, policyOf())
  const before = await store()
  const press = (slow: string, ...words: readonly string[]) =>
    interruptScript(pwsh, [join(folder, 'cm01.ps1'), ...words], {
      PSModulePath: join(import.meta.dirname, '../../support/netsecurity'),
      PORTWRIGHT_FIREWALL: join(folder, 'firewall.json'),
      PORTWRIGHT_SLOW: slow,
      PORTWRIGHT_SLOW_FILE: join(folder, `${slow}${words.length}`),
    })
  const local = await press('New-NetFirewallRule out')
  t.is(local.exit, 1)
  t.regex(local.err, /Interrupted\. What had been changed was taken back\./)
  t.deepEqual(await store(), before)
  t.true((await readFile(join(folder, 'firewall.json'), 'utf8')).includes('New-NetFirewallRule echo'))

  await change(() => ({ failOn: ['Remove-NetFirewallRule'] }))
  const stuck = await press('New-NetFirewallRule gre')
  t.is(stuck.exit, 1)
  t.regex(
    stuck.err,
    /could not all be taken back: .*Made before: Added: 'ConfigMgr: https' \(https\);.*rollback-\d\.json/s,
  )

  const gpo = await press('New-NetFirewallRule echo', '-PolicyStore', GPO)
  t.is(gpo.exit, 1)
  t.regex(gpo.err, /Nothing was saved: the GPO '.*' is as it was/)
})

scenario('the table is drawn before the process ends, with the action first, and the last line counts', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { folder } = await policyFixture(pwsh, policyOf())
  const run = (words: readonly string[] = []) =>
    new Promise<readonly [unknown, string]>((done) => {
      execFile(
        pwsh,
        [...PWSH_WORDS, '-File', join(folder, 'cm01.ps1'), ...words],
        {
          env: pwshEnvironment({
            PSModulePath: join(import.meta.dirname, '../../support/netsecurity'),
            PORTWRIGHT_FIREWALL: join(folder, 'firewall.json'),
            COLUMNS: '80',
          }),
        },
        (error, stdout) => done([error?.code ?? 0, stdout]),
      )
    })
  const [exit, out] = await run()
  t.is(exit, 0)
  t.regex(out, /^Action +DisplayName/m)
  t.is(out.match(/^Added /gm)?.length, RULES.length)
  t.regex(out, /\n6 added, 0 changed, 0 removed, 0 unchanged\s*$/)
  // #Requires has loaded a module that runs blocks of its own, after which exit alone would end with 0.
  const [failed] = await run(['-Rollback', join(folder, 'no-such.json')])
  t.is(failed, 1)
})
