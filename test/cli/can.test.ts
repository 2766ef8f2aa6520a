// SPDX-License-Identifier: MIT
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { parse } from 'yaml'
import { portwright, temporaryFolder } from '../support/command-line.ts'

const EXAMPLES = join(resolve(import.meta.dirname, '../..'), 'policies/examples')
const HIERARCHY = join(EXAMPLES, 'hierarchy/estate.yaml')

interface Verdict {
  readonly policy: string | null
  readonly passes: boolean
  readonly by: string
  readonly rule: { readonly displayName: string } | null
  readonly flows: readonly string[]
  readonly assumed: readonly string[]
}

interface Answer {
  readonly answer: string
  readonly from: string
  readonly to: string
  readonly packet: string
  readonly in: Verdict
  readonly out: Verdict | null
  readonly fix: string | null
  readonly pairs: readonly { readonly from: string; readonly to: string; readonly answer: string }[]
}

const ask = async (...words: readonly string[]): Promise<Answer> =>
  JSON.parse((await portwright(['can', ...words, '--json'])).out) as Answer

test('can as JSON has the keys of the contract, with the rule that decides at both ends', async (t) => {
  const { exit, out } = await portwright([
    'can',
    HIERARCHY,
    'ps1mp1.contoso.test',
    'ps1sql.contoso.test',
    '14330/tcp',
    '--json',
  ])
  t.is(exit, 0)
  const answer = JSON.parse(out) as Answer
  t.deepEqual(Object.keys(answer), ['answer', 'from', 'to', 'packet', 'in', 'out', 'fix', 'pairs'])
  t.like(answer, {
    answer: 'yes',
    from: 'ps1mp1.contoso.test',
    to: 'ps1sql.contoso.test',
    packet: '14330/tcp',
    fix: null,
  })
  t.like(answer.in, { policy: 'PS1-sql-server', passes: true, by: 'rule' })
  t.is(answer.in.rule?.displayName, 'ConfigMgr: SQL Server (TCP 14330)')
  t.true(answer.in.flows.some((id) => id.startsWith('cmcb/management-point/sql-server/sql')))
  t.like(answer.out, { passes: true, rule: null, by: 'default' })
  t.deepEqual(
    answer.pairs.map(({ from, to, answer: one }) => [from, to, one]),
    [['ps1mp1.contoso.test', 'ps1sql.contoso.test', 'yes']],
  )
})

test('a role, a site or a network is yes only if every pair is', async (t) => {
  const all = await ask(HIERARCHY, 'workstations', 'management-point', '443/tcp')
  t.is(all.answer, 'no')
  t.true(all.pairs.some(({ answer }) => answer === 'yes') && all.pairs.some(({ answer }) => answer === 'no'))
  t.false(all.in.passes)
  const some = await ask(HIERARCHY, 'distribution-point', 'ps1mp1.contoso.test', '443/tcp')
  t.true(some.pairs.length > 1)
})

test('an output answers as the estate that it was compiled from, by names, roles and addresses', async (t) => {
  const out = join(temporaryFolder(t), 'out')
  t.is((await portwright(['compile', HIERARCHY, '--out', out, '--target', 'csv', '--quiet'])).exit, 0)
  for (const words of [
    ['workstations', 'ps1mp1.contoso.test', '443/tcp'],
    ['workstations', 'ps1sql.contoso.test', '14330/tcp'],
    ['management-point', 'sql-server', '14330/tcp'],
    ['PS1', 'ps1mp1.contoso.test', '445/tcp'],
    ['internet', 'ps1mp1.contoso.test', '443/tcp'],
    ['10.0.0.1', 'ps1sql.contoso.test', 'icmp'],
    ['ps1mp1.contoso.test', 'workstations', 'rpc/tcp'],
  ]) {
    const [of, from] = [await ask(HIERARCHY, ...words), await ask(out, ...words)]
    // Only an estate knows features and exceptions; networks and management have names in it alone.
    t.deepEqual(
      [from.answer, from.in.policy, from.in.rule, from.pairs.length],
      [of.answer, of.in.policy, of.in.rule, of.pairs.length],
      words.join(' '),
    )
  }
})

test('of a file its rules alone decide, for addresses, in the direction and profile that is asked', async (t) => {
  const path = join(temporaryFolder(t), 'rules.cmd')
  writeFileSync(
    path,
    [
      'netsh advfirewall firewall add rule name="Web" dir=in action=allow protocol=TCP localport=443 remoteip=10.0.0.0/8 profile=domain',
      'netsh advfirewall firewall add rule name="No" dir=in action=block protocol=TCP localport=443 remoteip=10.9.0.0/16',
      'netsh advfirewall firewall add rule name="Out" dir=out action=block protocol=TCP remoteport=25',
      '',
    ].join('\r\n'),
  )
  const found = async (...words: readonly string[]) => {
    const { answer, in: inbound, out } = await ask(path, ...words)
    const verdict = out ?? inbound
    return [answer, verdict.by, verdict.rule?.displayName ?? null]
  }
  t.deepEqual(await found('10.1.0.1', '10.2.0.1', '443/tcp'), ['yes', 'rule', 'Web'])
  t.deepEqual(await found('10.9.0.1', '10.2.0.1', '443/tcp'), ['no', 'block', 'No'])
  t.deepEqual(await found('10.0.0.0/8', '10.2.0.1', '443/tcp'), ['no', 'block', 'No'])
  t.deepEqual(await found('192.0.2.1', '10.2.0.1', '443/tcp'), ['no', 'default', null])
  t.deepEqual(await found('10.1.0.1', '10.2.0.1', '443/tcp', '--profile', 'public'), ['no', 'default', null])
  t.deepEqual(await found('10.1.0.1', '10.2.0.1', '25/tcp', '--direction', 'out'), ['no', 'block', 'Out'])
  t.deepEqual(await found('10.1.0.1', '10.2.0.1', '26/tcp', '--direction', 'out'), ['yes', 'default', null])
  t.deepEqual(await found('any', '10.2.0.1', '443/tcp'), ['no', 'block', 'No'])
  const { in: inbound, fix } = await ask(path, '192.0.2.1', '10.2.0.1', '443/tcp')
  t.is(fix, null)
  t.deepEqual(inbound.assumed, ['Windows blocks inbound traffic that no rule is for', 'the domain profile is active'])
})

test('profile settings of a file decide what no rule is for', async (t) => {
  const path = join(temporaryFolder(t), 'policy.reg')
  const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall'
  const file = (values: string): void =>
    writeFileSync(
      path,
      `Windows Registry Editor Version 5.00\r\n\r\n[${key}\\DomainProfile]\r\n${values}\r\n[${key}\\FirewallRules]\r\n"a"="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=443|Name=Web|"\r\n`,
    )
  const answer = async (packet: string) => {
    const { answer: word, in: inbound } = await ask(path, '10.1.0.1', '10.2.0.1', packet)
    return [word, inbound.by]
  }
  file('"DefaultInboundAction"=dword:00000000\r\n')
  t.deepEqual(await answer('80/tcp'), ['yes', 'default'])
  file('"DefaultInboundAction"=dword:00000001\r\n')
  t.deepEqual(
    [await answer('80/tcp'), await answer('443/tcp')],
    [
      ['no', 'default'],
      ['yes', 'rule'],
    ],
  )
  file('"DoNotAllowExceptions"=dword:00000001\r\n')
  t.deepEqual(await answer('443/tcp'), ['no', 'default'])
  file('"EnableFirewall"=dword:00000000\r\n')
  t.deepEqual(await answer('80/tcp'), ['yes', 'default'])
})

test('questions on standard input are answered line by line, and what is no question says why', async (t) => {
  const questions = [
    '# a comment',
    '',
    'workstations ps1mp1.contoso.test 443/tcp',
    '"workstations" ps1sql.contoso.test 14330/tcp --profile domain',
    'workstation ps1mp1.contoso.test 443/tcp',
    'workstations ps1mp1.contoso.test',
    'workstations ps1mp1.contoso.test 443/tcp --profile office',
    'workstations ps1mp1.contoso.test 443/tcp --colour red',
  ].join('\n')
  const { exit, out } = await portwright(['can', HIERARCHY, '-'], questions)
  t.is(exit, 0)
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer & { error?: string; hint?: string })
  t.deepEqual(
    lines.map(({ answer, error }) => answer ?? error),
    [
      'yes',
      'no',
      'the estate knows no “workstation”',
      'a question is FROM TO PACKET, with options behind it',
      '“office” is no profile',
      "unknown option '--colour'",
    ],
  )
  t.regex(lines[2]?.hint ?? '', /did you mean “workstations”/)
  t.truthy(lines[1]?.fix)
})

/** An estate with the flow of a fix in it. */
const withFlow = (t: ExecutionContext, text: string, fix: string): string => {
  const [, item] = /^Add to `flows`: - (\{.*\})$/.exec(fix) ?? []
  const flow = parse((item ?? '').replace('WHY', 'asked for').replace('WHO', 'me')) as object
  const path = join(temporaryFolder(t), 'estate.json')
  const estate = parse(text) as { readonly flows?: readonly object[] }
  writeFileSync(path, JSON.stringify({ ...estate, flows: [...(estate.flows ?? []), flow] }))
  return path
}

test('the flow that is named as the fix lets the packet pass', async (t) => {
  const text = readFileSync(HIERARCHY, 'utf8')
  for (const words of [
    ['workstations', 'ps1sql.contoso.test', '14330/tcp'],
    ['workstations', 'ps1sql.contoso.test', 'rpc/tcp'],
    ['ps1sql.contoso.test', 'workstations', '9000-9010/udp'],
    ['10.200.0.7', 'ps1mp1.contoso.test', 'icmp4/8'],
    ['internet', 'ps1mp1.contoso.test', '9000/tcp'],
    ['PS1', 'ps1sql.contoso.test', '9000/tcp'],
  ]) {
    const { answer, fix } = await ask(HIERARCHY, ...words)
    t.is(answer, 'no', words.join(' '))
    t.truthy(fix, words.join(' '))
    if (words[0] !== 'PS1')
      t.is((await ask(withFlow(t, text, fix as string), ...words)).answer, 'yes', `${words.join(' ')}: ${fix}`)
  }
})

const SMALL = `name: x
product: cmcb
sites: { S01: { type: primary } }
networks: { desks: [10.10.0.0/16] }
hosts:
  cm01.x.test: { addresses: [10.0.0.10], site: S01, roles: [site-server] }
  mp01.x.test: { addresses: [10.0.0.12], site: S01, roles: [management-point] }
clients: { pcs: { site: S01, networks: [desks] } }
`

test('an exception that is taken back, or a feature that is named, is the smaller fix', async (t) => {
  const path = join(temporaryFolder(t), 'estate.yaml')
  writeFileSync(path, `${SMALL}except: [{ flow: cmcb/client/management-point/https, reason: r, owner: o }]\n`)
  const { answer, fix } = await ask(path, 'pcs', 'mp01.x.test', '443/tcp')
  t.deepEqual([answer, fix], ['no', 'Take the exception for cmcb/client/management-point/https out of `except`.'])
  writeFileSync(path, SMALL)
  const waiting = await ask(path, 'pcs', 'pcs', '25536/udp')
  t.is(waiting.answer, 'no')
  t.regex(
    waiting.fix ?? '',
    /^Name wake-up-proxy under `features`: the row cmcb\/[^ ]+ of the catalogue asks for it\.$/,
  )
  writeFileSync(path, `${SMALL}features: [wake-up-proxy]\n`)
  t.is((await ask(path, 'pcs', 'pcs', '25536/udp')).answer, 'yes')
})

test('what no estate can say has no fix, and a computer without a policy decides nothing', async (t) => {
  const path = join(temporaryFolder(t), 'estate.yaml')
  writeFileSync(path, SMALL)
  t.is((await ask(path, 'pcs', 'mp01.x.test', 'icmp4/13')).fix, null)
  const { answer, in: inbound } = await ask(path, 'pcs', '192.0.2.1', '443/tcp')
  t.deepEqual([answer, inbound.by, inbound.policy], ['yes', 'no-policy', null])
  const families = await ask(path, '2001:db8::1', 'mp01.x.test', '443/tcp')
  t.deepEqual([families.answer, families.fix], ['no', null])
})

test('what can cannot be asked is a wrong command line with what to write', async (t) => {
  const path = join(temporaryFolder(t), 'rules.cmd')
  writeFileSync(
    path,
    'netsh advfirewall firewall add rule name="Web" dir=in action=allow protocol=TCP localport=443\r\n',
  )
  for (const [words, said] of [
    [[HIERARCHY, 'workstations'], /missing required argument 'to'\nhint: “portwright can --help”/],
    [[HIERARCHY, 'workstations', 'ps1mp1.contoso.test', '443/tcp', '--profile', 'privat'], /did you mean “private”/],
    [
      [HIERARCHY, 'workstations', 'ps1mp1.contoso.test', '443/tcp', '--direction', 'in'],
      /--direction is for files of rules/,
    ],
    [[path, 'workstations', '10.0.0.1', '443/tcp'], /“workstations” is no address/],
    [[path, '10.0.0.2', '10.0.0.1', '443'], /“443” is no packet/],
    [['-', '-'], /cannot be both/],
  ] as const) {
    const { exit, err } = await portwright(['can', ...words])
    t.is(exit, 2, words.join(' '))
    t.regex(err, said)
  }
})
