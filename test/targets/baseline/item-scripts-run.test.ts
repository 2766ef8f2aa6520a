// SPDX-License-Identifier: MIT
import test, { type ExecutionContext } from 'ava'
import type { Policy } from '../../../src/rules/policy.ts'
import { policyItem } from '../../../src/targets/baseline/policy-item.ts'
import { inTurn } from '../../support/in-turn.ts'
import { type ItemFixture, itemFixture } from '../../support/netsecurity/item-fixture.ts'
import { GROUP, policyOf, RULES, ruleOf, SETTINGS } from '../../support/netsecurity/sample-policy.ts'
import { foreignRule, type StandInFirewall, type StoredRule } from '../../support/netsecurity/stand-in-firewall.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'

/** Each takes seconds. */
const scenario = inTurn(test.serial, 2)

const fixture = async (t: ExecutionContext, policy: Policy): Promise<ItemFixture | null> => {
  const pwsh = pwshFor(t)
  const { item } = policyItem(policy, { ...PLAIN_OPTIONS, baseline: { remediate: true, version: 1 } })
  if (pwsh === null || item === null) return null
  return itemFixture(pwsh, item)
}

const own = ({ stores }: StandInFirewall): readonly StoredRule[] => stores.PersistentStore?.rules ?? []
const withRules = (
  { stores }: StandInFirewall,
  change: (rules: readonly StoredRule[]) => readonly StoredRule[],
): Partial<StandInFirewall> => ({
  stores: {
    ...stores,
    PersistentStore: { profiles: {}, ...stores.PersistentStore, rules: change(own({ stores } as StandInFirewall)) },
  },
})

/** The discovery's whole output. */
const verdict = async (t: ExecutionContext, { run, change, firewall }: ItemFixture): Promise<unknown> => {
  await change(() => ({ calls: [] }))
  const { objects, errors, warnings, information } = await run('discovery')
  t.deepEqual([errors, warnings, information], [[], [], []])
  t.deepEqual(
    (await firewall()).calls.filter((call) => !call.startsWith('Get-')),
    [],
    'it changes nothing',
  )
  t.is(objects.length, 1)
  return objects[0]
}

test.serial(
  'the remediation makes what the discovery looks for, once; every deviation is found and named',
  async (t) => {
    const tools = await fixture(t, policyOf({ settings: { ...SETTINGS, localRules: null } }))
    if (tools === null) return
    const { run, why, change, firewall } = tools
    await change((now) => withRules(now, () => [foreignRule('rdp', 'Remote Desktop'), foreignRule('bare', null)]))
    t.is(await verdict(t, tools), false)
    const [missing = []] = await why()
    for (const { id, enabled } of RULES)
      t.is(missing.includes(`'ConfigMgr: ${id}' (${id}) is not in force`), enabled, `${id}: ${missing.join('; ')}`)

    const made = await run('remediation')
    t.deepEqual([made.objects, made.errors], [[], []])
    t.is(own(await firewall()).length, RULES.length + 2)
    t.is(await verdict(t, tools), true)
    t.deepEqual(await why(), [['True']])
    await change(() => ({ calls: [] }))
    await run('remediation')
    t.deepEqual(
      (await firewall()).calls.filter((call) => !call.startsWith('Get-')),
      [],
    )

    const edit = (id: string, more: object) => (now: StandInFirewall) =>
      withRules(now, (rules) => rules.map((rule) => (rule.Name === id ? { ...rule, ...more } : rule)))
    const cases: readonly (readonly [string, (now: StandInFirewall) => Partial<StandInFirewall>, RegExp])[] = [
      ['a port', edit('https', { LocalPort: ['443', '8443'] }), /'ConfigMgr: https' \(https\) differs in LocalPort/],
      ['wider', edit('rpc', { RemoteAddress: 'Any' }), /\(rpc\) differs in RemoteAddress/],
      ['a program', edit('sql', { Program: 'Any' }), /\(sql\) differs in Program/],
      ['switched off', edit('echo', { Enabled: 'False' }), /\(echo\) differs in Enabled/],
      ['switched on', edit('out', { Enabled: 'True' }), /\(out\) differs in Enabled/],
      [
        'gone',
        (now) => withRules(now, (rules) => rules.filter(({ Name }) => Name !== 'gre')),
        /\(gre\) is not in force/,
      ],
      [
        'stale',
        (now) => withRules(now, (rules) => [...rules, foreignRule('old', GROUP)]),
        /'Foreign old' \(old\) is of the group and not of the policy/,
      ],
      [
        'a setting',
        () => ({ active: { Domain: { LogBlocked: 'False' } } }),
        /profile Domain has LogBlocked False, not True/,
      ],
      ['hidden', () => ({ hides: ['https'] }), /\(https\) is not in force/],
      [
        'forbidden by Group Policy',
        () => ({ active: { Domain: { AllowLocalFirewallRules: 'False' } } }),
        /\(https\) does not count: Group Policy forbids the rules of this computer/,
      ],
      ['a fault', () => ({ statuses: { sql: 'Error' } }), /\(sql\) does not count: its status is Error/],
      ['unreadable', () => ({ failOn: ['Get-NetFirewallPortFilter'] }), /What is in force cannot be read/],
    ]
    const said = await why(...cases.map(([, damage]) => damage))
    for (const [index, [name, , expected]] of cases.entries()) {
      const texts = said[index] ?? []
      t.is(texts.at(-1), 'False', name)
      t.true(
        texts.some((text) => expected.test(text)),
        `${name}: ${texts.join('; ')}`,
      )
    }

    await change((now) =>
      withRules(now, (rules) => [
        ...rules
          .filter(({ Name }) => Name !== 'gre')
          .map((rule) => (rule.Name === 'rpc' ? { ...rule, LocalPort: 'Any' } : rule)),
        foreignRule('old', GROUP),
      ]),
    )
    t.deepEqual((await run('remediation')).errors, [])
    t.is(await verdict(t, tools), true)
    t.deepEqual(
      own(await firewall())
        .map(({ Name }) => Name)
        .sort(),
      [...RULES.map(({ id }) => id), 'bare', 'rdp'].sort(),
    )
  },
)

scenario('rules that Group Policy brings count like the computer’s own, alone or beside them', async (t) => {
  const tools = await fixture(t, policyOf({ rules: [ruleOf('https'), ruleOf('rpc', { localPorts: ['RPC'] })] }))
  if (tools === null) return
  const { run, change, why } = tools
  await run('remediation')
  await change((now) => ({ groupPolicy: own(now) }))
  t.is(await verdict(t, tools), true, 'both')
  await change((now) => withRules(now, () => []))
  t.is(await verdict(t, tools), true, 'Group Policy alone')
  await change((now) => ({
    groupPolicy: (now.groupPolicy ?? []).map((rule) => (rule.Name === 'rpc' ? { ...rule, LocalPort: 'Any' } : rule)),
  }))
  t.is(await verdict(t, tools), false)
  t.true((await why())[0]?.includes("'ConfigMgr: rpc' (rpc) differs in LocalPort"))
  await run('remediation')
  t.is(await verdict(t, tools), false, 'a rule of Group Policy is not put right here')
})

scenario('a remediation that fails takes back what it did, and says at which rule', async (t) => {
  const tools = await fixture(t, policyOf())
  if (tools === null) return
  const { run, change, firewall } = tools
  await change((now) => ({ ...withRules(now, () => [foreignRule('old', GROUP)]), failOn: ['New-NetFirewallRule sql'] }))
  const before = own(await firewall())
  await t.throwsAsync(run('remediation'), {
    message: /Rule 'ConfigMgr: sql' \(sql\) failed: .*What had been done was taken back/s,
  })
  t.deepEqual(own(await firewall()), before)
  await change(() => ({ failOn: [] }))
  t.is(await verdict(t, tools), false)
})
