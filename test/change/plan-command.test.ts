// SPDX-License-Identifier: MIT
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Plan, PolicyPlan } from '../../src/change/plan.ts'
import { formatRuleString } from '../../src/formats/rule-string/format-rule-string.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { rule } from '../support/sample-rules.ts'

const OLD = `name: contoso
product: cmcb
sites: { PS1: { type: primary } }
networks: { office: [10.20.0.0/16] }
hosts:
  cm01.contoso.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server] }
  ps1sql.contoso.test: { addresses: [10.0.0.11], site: PS1, roles: [sql-server] }
  dp01.contoso.test: { addresses: [10.0.0.20], site: PS1, roles: [distribution-point] }
clients: { workstations: { site: PS1, networks: [office] } }
flows:
  - { name: reporting, from: workstations, to: ps1sql.contoso.test, protocol: tcp, ports: [1433], reason: Reports, owner: bi }
firewall: { settings: { logDropped: false }, rpc: { ports: 50000-50199 } }
`
const NEW = OLD.replace(
  'ports: [1433], reason: Reports, owner: bi',
  'ports: [14330], reason: "Reports <b>*new*</b>", owner: "=bi", ticket: CHG-7, expires: 2027-01-31',
)
  .replace(
    '  dp01.',
    '  dp02.contoso.test: { addresses: [10.0.0.21], site: PS1, roles: [distribution-point] }\n  dp01.',
  )
  .replace('logDropped: false', 'logDropped: true')
  .replace('50000-50199', '50000-50299')

const place = (t: ExecutionContext, files: Readonly<Record<string, string>>): string => {
  const folder = temporaryFolder(t)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const both = (t: ExecutionContext): { readonly old: string; readonly now: string; readonly folder: string } => {
  const folder = place(t, { 'old.yaml': OLD, 'new.yaml': NEW })
  return { old: join(folder, 'old.yaml'), now: join(folder, 'new.yaml'), folder }
}

const planned = async (words: readonly string[], input = ''): Promise<Plan> => {
  const { out, err, exit } = await portwright(['plan', ...words, '--json'], input)
  if (exit !== 0 && exit !== 3) throw new Error(err)
  return JSON.parse(out) as Plan
}

const policyIn = (plan: Plan, id: string): PolicyPlan => {
  const policy = plan.policies.find((one) => one.id === id)
  if (policy === undefined) throw new Error(`no ${id} in ${plan.policies.map((one) => one.id).join()}`)
  return policy
}

const texts = ({ opened, closed }: PolicyPlan): readonly string[] => [
  ...opened.map(({ text }) => `+ ${text}`),
  ...closed.map(({ text }) => `- ${text}`),
]

const compiledTo = async (t: ExecutionContext, estate: string, out: string): Promise<string> => {
  const { exit, err } = await portwright(['compile', estate, '--out', out, '--quiet'])
  t.is(exit, 0, err)
  return out
}

test('the text says who reaches whom on what, one line a change, with a count last', async (t) => {
  const { old, now } = both(t)
  const { exit, out, err } = await portwright(['plan', now, '--against', old])
  t.is(exit, 3)
  t.is(
    out.replace(/ {2}[0-9a-f]{16} -> [0-9a-f]{16}/g, ''),
    `PS1-site-server (cm01.contoso.test)
  ~ domain profile, logDropped: false -> true
  ~ HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet\\Ports: 50000-50199 -> 50000-50299
PS1-distribution-point (dp01.contoso.test and dp02.contoso.test)
  + cm01.contoso.test reaches dp01.contoso.test and dp02.contoso.test on tcp 50200-50299  (site-server -> distribution-point)
  ~ hosts added, for which its rules now hold: dp02.contoso.test
  ~ domain profile, logDropped: false -> true
  ~ HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet\\Ports: 50000-50199 -> 50000-50299
PS1-sql-server (ps1sql.contoso.test)
  + workstations reach ps1sql.contoso.test on tcp 14330  (client -> sql-server)
  - workstations no longer reach ps1sql.contoso.test on tcp 1433  (client -> sql-server)
  ~ domain profile, logDropped: false -> true
  ~ HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet\\Ports: 50000-50199 -> 50000-50299
clients-workstations (workstations)
  ~ domain profile, logDropped: false -> true

2 opened, 1 closed, 4 settings, 3 registry values; rules: 1 added, 1 removed, 1 changed, 7 same
`,
  )
  t.is(err, 'flows: 0 added, 0 removed, 7 changed\n')
})

test('without a difference there is one line and exit code 0', async (t) => {
  const { old } = both(t)
  const { exit, out, err } = await portwright(['plan', old, '--against', old])
  t.deepEqual([exit, out, err], [0, 'no difference: 4 policies let the same packets through\n', ''])
})

test('Markdown shows what users wrote as text and folds long lists', async (t) => {
  const { old, now } = both(t)
  const { exit, out } = await portwright([
    'plan',
    now,
    '--against',
    old,
    '--format',
    'markdown',
    '--policy',
    'ps1sql.contoso.test',
  ])
  t.is(exit, 3)
  t.is(
    out.replace(old, 'old.yaml').replace(/Compared with .*\n/, 'Compared with old.yaml.\n'),
    `## contoso: 1 opened, 1 closed, 1 setting, 1 registry value; rules: 0 added, 0 removed, 1 changed, 1 same

Compared with old.yaml.

### PS1-sql-server – ps1sql.contoso.test

| | From | To | On | In words | Why |
| --- | --- | --- | --- | --- | --- |
| ➕ | workstations (client) | ps1sql.contoso.test (sql-server) | tcp 14330 | workstations reach ps1sql.contoso.test on tcp 14330 | Reports &#60;b&#62;&#42;new&#42;&#60;/b&#62;, =bi, CHG-7, until 2027-01-31 |
| ➖ | workstations (client) | ps1sql.contoso.test (sql-server) | tcp 1433 | workstations no longer reach ps1sql.contoso.test on tcp 1433 | Reports, bi |

- domain profile, logDropped: false -&#62; true
- HKLM&#92;SOFTWARE&#92;Microsoft&#92;Rpc&#92;Internet&#92;Ports: 50000-50199 -&#62; 50000-50299

`,
  )
  const many = OLD.replace(
    'flows:\n',
    `flows:\n${Array.from({ length: 20 }, (_, index) => `  - { name: n${index}, from: 10.20.${index}.1, to: dp01.contoso.test, protocol: tcp, ports: [${7000 + index * 2}], reason: r${index}, owner: o }\n`).join('')}`,
  )
  writeFileSync(now, many)
  const folded = (await portwright(['plan', now, '--against', old, '--format', 'markdown'])).out
  t.is(folded.split('<details>').length, 2)
  t.is(folded.split('</details>').length, 2)
})

test('CSV is the request list of the network team, at computers that came too', async (t) => {
  const { old, now } = both(t)
  const { out } = await portwright(['plan', now, '--against', old, '--format', 'csv'])
  const lines = out.split('\r\n')
  t.is(lines[0], '\uFEFFchange,from,fromAddresses,to,toAddresses,protocol,ports,reason,owner,ticket,expires,source')
  t.true(
    lines.includes(
      "opened,workstations,10.20.0.0/16,ps1sql.contoso.test,10.0.0.11,tcp,14330,Reports <b>*new*</b>,'=bi,CHG-7,2027-01-31,",
    ),
    out,
  )
  t.true(lines.includes('closed,workstations,10.20.0.0/16,ps1sql.contoso.test,10.0.0.11,tcp,1433,Reports,bi,,,'), out)
  t.true(
    lines.some((line) =>
      line.startsWith(
        'opened,cm01.contoso.test,10.0.0.10,dp02.contoso.test,10.0.0.21,tcp,445,The site server copies content',
      ),
    ),
    out,
  )
})

test('JSON has the contract’s keys', async (t) => {
  const { old, now } = both(t)
  const plan = await planned([now, '--against', old])
  t.is(plan.estate, 'contoso')
  t.deepEqual([plan.against.path, plan.against.format], [old, 'estate'])
  const sql = policyIn(plan, 'PS1-sql-server')
  t.is(sql.state, 'changed')
  t.regex(`${sql.hash} ${sql.was}`, /^[0-9a-f]{64} [0-9a-f]{64}$/)
  const [opened] = sql.opened
  t.like(opened, {
    direction: 'in',
    protocol: 'tcp',
    ports: ['14330'],
    icmpTypes: [],
    localAddresses: [],
    remoteAddresses: ['10.20.0.0/16'],
    profiles: ['domain'],
    program: null,
    service: null,
    flows: ['own/reporting'],
    text: 'workstations reach ps1sql.contoso.test on tcp 14330',
  })
  t.is(opened?.rules.length, 1)
  t.deepEqual(sql.settings, [{ profile: 'domain', setting: 'logDropped', was: false, now: true }])
  t.deepEqual(sql.registry, [
    { key: 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet', name: 'Ports', was: ['50000-50199'], now: ['50000-50299'] },
  ])
  t.deepEqual(policyIn(plan, 'PS1-distribution-point').hosts, { added: ['dp02.contoso.test'], removed: [] })
  t.true(plan.flows.changed.includes('own/reporting'))
  t.like(plan.summary, { opened: 2, closed: 1, rules: { added: 1, removed: 1, changed: 1, same: 7 }, foreign: 0 })
})

test('SARIF has a result for each change, at the computer in the estate', async (t) => {
  const { old, now } = both(t)
  const { exit, out } = await portwright(['plan', now, '--against', old, '--format', 'sarif'])
  t.is(exit, 3)
  const { version, runs } = JSON.parse(out)
  t.is(version, '2.1.0')
  const results = runs[0].results.map(
    (result: {
      ruleId: string
      message: { text: string }
      locations: { physicalLocation: { region: { startLine: number } } }[]
    }) => `${result.ruleId} ${result.locations[0]?.physicalLocation.region.startLine} ${result.message.text}`,
  )
  const line = NEW.split('\n').findIndex((text) => text.includes('ps1sql.contoso.test:')) + 1
  t.true(
    results.includes(
      `packets-opened ${line} Opens in “PS1-sql-server”: workstations reach ps1sql.contoso.test on tcp 14330.`,
    ),
    results.join('\n'),
  )
  t.is(results.filter((text: string) => text.startsWith('packets-')).length, 3)
  t.is(results.filter((text: string) => text.startsWith('policy-differs')).length, 8)
})

test('a policy that was renamed is matched by its hosts, then by their addresses, and says what it was', async (t) => {
  const named = OLD.replace('roles: [sql-server] }', 'roles: [sql-server], policy: databases }')
  const moved = named.replaceAll('ps1sql.contoso.test', 'database.contoso.test')
  const folder = place(t, { 'old.yaml': OLD, 'named.yaml': named, 'moved.yaml': moved })
  const byHosts = await planned([join(folder, 'named.yaml'), '--against', join(folder, 'old.yaml')])
  t.like(policyIn(byHosts, 'databases'), { wasId: 'PS1-sql-server', state: 'same', opened: [], closed: [] })
  t.is(byHosts.policies.length, 4)
  const byAddresses = await planned([join(folder, 'moved.yaml'), '--against', join(folder, 'old.yaml')])
  t.like(policyIn(byAddresses, 'databases'), {
    wasId: 'PS1-sql-server',
    state: 'changed',
    hosts: { added: ['database.contoso.test'], removed: ['ps1sql.contoso.test'] },
    opened: [],
    closed: [],
  })
})

test('of a computer with two families of addresses a line says which of them it is about', async (t) => {
  const { old, folder } = both(t)
  const now = join(folder, 'six.yaml')
  writeFileSync(now, OLD.replace('[10.20.0.0/16]', '[10.20.0.0/16, 2001:db8:20::/48]'))
  const opens = texts(policyIn(await planned([now, '--against', old]), 'PS1-sql-server'))
  t.deepEqual(opens, ['+ 2001:db8:20::/48 of workstations reaches ps1sql.contoso.test on tcp 1433'])
  const closes = texts(policyIn(await planned([old, '--against', now]), 'PS1-sql-server'))
  t.deepEqual(closes, ['- 2001:db8:20::/48 of workstations no longer reaches ps1sql.contoso.test on tcp 1433'])
})

test('where a policy is for other profiles than before, each line says for which', async (t) => {
  const { old, folder } = both(t)
  const now = join(folder, 'private.yaml')
  writeFileSync(now, OLD.replace('firewall: {', 'firewall: { profiles: [private],'))
  const lines = texts(policyIn(await planned([now, '--against', old]), 'PS1-sql-server'))
  t.true(
    lines.includes('+ workstations and cm01.contoso.test reach ps1sql.contoso.test on tcp 1433 in the private profile'),
    lines.join('\n'),
  )
  t.true(
    lines.includes(
      '- workstations and cm01.contoso.test no longer reach ps1sql.contoso.test on tcp 1433 in the domain profile',
    ),
  )
})

test('a policy that came opens all of it, one that went closes all of it', async (t) => {
  const folder = place(t, { 'old.yaml': OLD, 'less.yaml': OLD.replace(/ {2}dp01.*\n/, '') })
  const more = await planned([join(folder, 'old.yaml'), '--against', join(folder, 'less.yaml')])
  const fewer = await planned([join(folder, 'less.yaml'), '--against', join(folder, 'old.yaml')])
  const [came, went] = [policyIn(more, 'PS1-distribution-point'), policyIn(fewer, 'PS1-distribution-point')]
  t.deepEqual([came.state, went.state], ['new', 'gone'])
  t.true(came.opened.length > 2)
  t.deepEqual(
    went.closed.map(({ text }) => text.replace('no longer ', '')),
    came.opened.map(({ text }) => text),
  )
  t.deepEqual([came.closed, went.opened], [[], []])
  t.deepEqual([came.hosts.added, went.hosts.removed], [['dp01.contoso.test'], ['dp01.contoso.test']])
})

test('a folder of backups is matched by the names of Group Policy objects', async (t) => {
  const { old, now, folder } = both(t)
  const out = await compiledTo(t, old, join(folder, 'out'))
  const plan = await planned([now, '--against', join(out, 'gpo')])
  t.is(plan.against.format, 'gpo')
  t.is(plan.policies.length, 4)
  t.true(plan.policies.every(({ state }) => state !== 'new'))
  t.deepEqual(texts(policyIn(plan, 'PS1-sql-server')), [
    '+ workstations reach ps1sql.contoso.test on tcp 14330',
    '- workstations no longer reach ps1sql.contoso.test on tcp 1433',
  ])
  const less = join(folder, 'less.yaml')
  writeFileSync(less, OLD.replace(/ {2}dp01.*\n/, ''))
  const gone = (await planned([less, '--against', join(out, 'gpo')])).policies.filter(({ state }) => state === 'gone')
  t.deepEqual(
    gone.map(({ name, closed }) => [name, closed.length > 0]),
    [['Portwright - PS1-distribution-point', true]],
  )
})

test('one file of ours is held against the policy whose rules it holds; of others it is asked', async (t) => {
  const { old, now, folder } = both(t)
  const out = await compiledTo(t, old, join(folder, 'out'))
  for (const target of ['netsh', 'lgpo', 'wfw', 'powershell']) {
    const [file] = readdirSync(join(out, target)).filter((name) => name.startsWith('PS1-sql-server.'))
    const plan = await planned([now, '--against', join(out, target, file as string)])
    t.deepEqual(
      plan.policies.map(({ id }) => id),
      ['PS1-sql-server'],
    )
    t.deepEqual(texts(policyIn(plan, 'PS1-sql-server')), [
      '+ workstations reach ps1sql.contoso.test on tcp 14330',
      '- workstations no longer reach ps1sql.contoso.test on tcp 1433',
    ])
  }
  const theirs = join(folder, 'theirs.cmd')
  writeFileSync(theirs, 'netsh advfirewall firewall add rule name=x dir=in action=allow protocol=TCP localport=80\r\n')
  const asked = await portwright(['plan', now, '--against', theirs])
  t.is(asked.exit, 2)
  t.regex(asked.err, /could be any of 4 policies\nhint: name one with --policy: PS1-site-server, /)
  const chosen = await planned([now, '--against', theirs, '--policy', 'Portwright - PS1-sql-server'])
  t.like(chosen.summary, { foreign: 1 })
  t.is(policyIn(chosen, 'PS1-sql-server').opened.length, 2)
})

const lgpo = (rules: readonly Parameters<typeof formatRuleString>[0][]): string =>
  rules
    .map(
      (one) =>
        `Computer\r\nSOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules\r\n${one.id}\r\nSZ:${formatRuleString(one).replaceAll('\\', '\\\\')}\r\n\r\n`,
    )
    .join('')

test('rules of others are in neither list, always counted, and listed where that is asked for', async (t) => {
  const { old, folder } = both(t)
  const out = await compiledTo(t, old, join(folder, 'out'))
  const file = join(out, 'lgpo', 'PS1-sql-server.txt')
  const theirs = [
    rule({ id: '{1}', displayName: 'Web of others', localPorts: ['8080'], remoteAddresses: [] }),
    rule({
      id: '{2}',
      displayName: 'Their block',
      action: 'block',
      localPorts: ['1433'],
      remoteAddresses: ['10.20.7.0/24'],
    }),
    rule({ id: '{3}', displayName: 'Harmless block', action: 'block', localPorts: ['23'], remoteAddresses: [] }),
    rule({
      id: '{4}',
      displayName: 'Disabled block',
      action: 'block',
      enabled: false,
      localPorts: ['1433'],
      remoteAddresses: [],
    }),
  ]
  writeFileSync(join(folder, 'mixed.txt'), readFileSync(file, 'utf8') + lgpo(theirs))
  const words = ['plan', old, '--against', join(folder, 'mixed.txt')]
  const text = await portwright(words)
  t.is(text.exit, 0, text.out)
  t.is(text.out, 'no difference: 1 policy lets the same packets through; 4 rules of others left aside\n')
  t.regex(
    text.err,
    /warning\[foreign-block\]: The block “Their block” in .* stops packets of the policy “PS1-sql-server”: in tcp 1433 from 10\.20\.7\.0\/24/,
  )
  t.notRegex(text.err, /Harmless|Disabled/)
  const counted = await planned(words.slice(1))
  t.deepEqual([counted.policies[0]?.foreign, counted.summary.foreign, counted.warnings.length], [[], 4, 1])
  const listed = await planned([...words.slice(1), '--with-foreign'])
  t.deepEqual(
    listed.policies[0]?.foreign.map(({ displayName }) => displayName),
    theirs.map(({ displayName }) => displayName),
  )
})

test('the upgrade preview says what a later build adds', async (t) => {
  const estate = OLD.replace('product: cmcb', 'product: cmcb\nversion: 2002\nfeatures: all').replace(
    'roles: [site-server]',
    'roles: [site-server, management-point, software-update-point]',
  )
  const folder = place(t, {
    'estate.yaml': estate,
    'later.yaml': estate.replace('2002', '2603'),
    'cm2012.yaml': OLD.replace('cmcb', 'cm2012'),
  })
  const file = join(folder, 'estate.yaml')
  const preview = await planned([file, '--to-version', '2603'])
  const written = await planned([join(folder, 'later.yaml'), '--against', file])
  t.deepEqual([preview.version, preview.against.version], [2603, 2002])
  t.deepEqual(preview.policies.map(texts), written.policies.map(texts))
  t.deepEqual(preview.flows, written.flows)
  t.true(preview.flows.added.length + preview.flows.removed.length > 0, 'no flow came or went')
  for (const [words, message] of [
    [[file, '--to-version', '1910'], /1910 is not later than 2002/],
    [[file, '--to-version', 'next'], /“next” is no build/],
    [[join(folder, 'cm2012.yaml'), '--to-version', '2603'], /no estate of the current branch/],
    [[file, '--to-version', '2603', '--against', file], /exclude each other/],
  ] as const) {
    const { exit, err } = await portwright(['plan', ...words])
    t.is(exit, 2, err)
    t.regex(err, message)
  }
})

test('an output, its index on standard input, and an estate compare alike', async (t) => {
  const { old, now, folder } = both(t)
  const out = await compiledTo(t, old, join(folder, 'out'))
  const next = await compiledTo(t, now, join(folder, 'next'))
  const index = readFileSync(join(out, 'portwright.json'), 'utf8')
  const plans = [
    await planned([now, '--against', old]),
    await planned([now, '--against', out]),
    await planned([next, '--against', out]),
    await planned([now, '--against', '-'], index),
    await planned([next, '--against', '-'], OLD),
  ]
  const plain = ({ policies, summary, flows }: Plan): unknown => ({ policies, summary, flows })
  for (const plan of plans) t.deepEqual(plain(plan), plain(plans[0] as Plan))
})

test('what is wrong with the command line or a file is said, with a remedy', async (t) => {
  const { old, now, folder } = both(t)
  mkdirSync(join(folder, 'bare'))
  writeFileSync(join(folder, 'broken.yaml'), 'name: x\nproduct: cmcbb\n')
  for (const [words, code, message] of [
    [['plan', now], 2, /nothing to compare with/],
    [['plan', now, '--against', old, '--format', 'xml'], 2, /unknown format “xml”/],
    [['plan', now, '--against', old, '--policy', 'PS1-sql-serve'], 2, /did you mean “PS1-sql-server”/],
    [['plan', '-', '--against', '-'], 2, /once only/],
    [['plan', now, '--against', '-', '--watch'], 2, /standard input has none/],
    [['plan', now, '--against', join(folder, 'none')], 1, /file-unreadable/],
    [['plan', now, '--against', join(folder, 'bare')], 1, /unknown-artifact/],
    [['plan', join(folder, 'broken.yaml'), '--against', old], 1, /error\[/],
    [['plan', now, '--against', join(folder, 'broken.yaml')], 1, /error\[/],
  ] as const) {
    const { exit, err, out } = await portwright(words)
    t.deepEqual([exit, out], [code, ''], err)
    t.regex(err, message)
  }
  const theirs = join(folder, 'theirs.cmd')
  writeFileSync(theirs, 'netsh advfirewall firewall add rule name=x dir=in action=allow protocol=TCP localport=80\r\n')
  const { exit, err } = await portwright(['plan', theirs, '--against', old])
  t.is(exit, 2)
  t.regex(err, /neither an estate nor the output of a compile, but script/)
})
