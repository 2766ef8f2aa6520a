// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { HostResult } from '../../src/servers/host-result.ts'
import { sshTools } from '../support/servers/find-sshd.ts'
import { compileInto, runApply, runWith } from '../support/servers/run-apply.ts'
import { scheduler } from '../support/servers/scheduler.ts'
import { type SshServer, type SshServers, sshServers } from '../support/servers/ssh-servers.ts'

const ESTATE = `
name: loop
product: cmcb
sites: { PS1: { type: primary } }
networks: { admins: [10.9.0.0/24], hq: [10.20.0.0/16] }
hosts:
  cm.loop.test: { addresses: [10.0.0.2], site: PS1, roles: [site-server], managed: false }
  good.loop.test: { addresses: [10.0.0.3], site: PS1, roles: [distribution-point] }
  refused.loop.test: { addresses: [10.0.0.4], site: PS1, roles: [distribution-point] }
  lost.loop.test: { addresses: [10.0.0.5], site: PS1, roles: [distribution-point] }
  hanging.loop.test: { addresses: [10.0.0.6], site: PS1, roles: [distribution-point] }
  strange.loop.test: { addresses: [10.0.0.7], site: PS1, roles: [distribution-point] }
  outside.loop.test: { addresses: [10.0.0.8], site: PS1, roles: [distribution-point] }
clients:
  pcs: { site: PS1, networks: [hq], install: [push] }
management: [admins]
firewall:
  scope: host
  targets: [powershell]
  rpc: { ports: 50000-50199, on: [good.loop.test] }
  settings: { enabled: true, defaultInbound: block }
`

/** An address of this computer that is not loopback: who comes from there is seen to. */
const outer = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address

let servers: SshServers | null = null
let out = ''

/** The servers of this file, started by the first test that needs them; null where a tool is missing. */
const setUp = async (t: ExecutionContext): Promise<SshServers | null> => {
  const tools = sshTools(t)
  if (tools === null || servers !== null) return servers
  servers = await sshServers(tools, [
    { host: 'good.loop.test' },
    { host: 'refused.loop.test' },
    { host: 'lost.loop.test' },
    { host: 'hanging.loop.test', subsystem: '/bin/sleep 600' },
    { host: 'strange.loop.test', strange: true },
    ...(outer === undefined ? [] : [{ host: 'outside.loop.test', address: outer }]),
  ])
  out = await compileInto(servers.folder, ESTATE)
  return servers
}
test.after.always(async () => servers?.close())

const serverOf = ({ servers: all }: SshServers, name: string): SshServer => {
  const found = all.find(({ host }) => host.startsWith(name))
  if (found === undefined) throw new Error(name)
  return found
}
const resultOf = (hosts: readonly HostResult[], name: string): HostResult => {
  const found = hosts.find(({ host }) => host.startsWith(name))
  if (found === undefined) throw new Error(name)
  return found
}
const codes = ({ findings }: HostResult): readonly string[] =>
  findings.map(({ code }) => code).filter((code) => code !== 'preflight-unread' && code !== 'address-differs')

test.serial('a look over ssh says what would change, and leaves nothing behind', async (t) => {
  const all = await setUp(t)
  if (all === null) return
  const good = serverOf(all, 'good')
  const before = JSON.stringify(good.store())
  const ran = await runApply(all.environment, [out, '--host', 'good.loop.test', '--what-if'])
  t.is(ran.exit, 3)
  const [result] = ran.hosts
  t.is(result?.state, 'would-change', ran.err)
  t.true((result?.changes?.added ?? 0) > 3)
  t.is(JSON.stringify(good.store()), before)
  t.false(existsSync(join(good.folder, 'ProgramData')))
  t.false(existsSync(join(all.folder, 'apply.jsonl')))
})

test.serial(
  'of several servers one takes the policy, one refuses a rule, one hangs, one is not who it was',
  async (t) => {
    const all = await setUp(t)
    if (all === null) return
    const good = serverOf(all, 'good')
    const refused = serverOf(all, 'refused')
    const index = JSON.parse(readFileSync(join(out, 'portwright.json'), 'utf8'))
    const policy = index.policies.find(({ id }: { readonly id: string }) => id === 'refused.loop.test')
    const last = policy.rules.at(-1).id as string
    refused.changeFirewall(() => ({ failOn: [`New-NetFirewallRule ${last}`] }))
    const before = refused.store()
    const names = ['good', 'refused', 'strange', ...(outer === undefined ? [] : ['outside'])].map(
      (name) => `${name}.loop.test`,
    )
    const [ran, hung] = await Promise.all([
      runApply(all.environment, [out, '--host', names.join(), '--yes']),
      runApply(all.environment, [
        out,
        '--host',
        'hanging.loop.test',
        '--yes',
        '--timeout',
        '4s',
        '--journal',
        join(all.folder, 'hung.jsonl'),
      ]),
    ])
    t.is(ran.exit, 1)
    t.like(ran.summary, { applied: 1, 'rolled-back': 1, unreachable: 1 }, JSON.stringify(ran.hosts, null, 1))
    if (outer !== undefined) {
      const outside = resultOf(ran.hosts, 'outside')
      t.is(outside.state, 'failed')
      t.true(codes(outside).includes('outside-management'))
      t.deepEqual(serverOf(all, 'outside').store().rules, [])
    }
    const applied = resultOf(ran.hosts, 'good')
    t.deepEqual(codes(applied), ['rpc-restart-due'])
    const values = good.machine().registry['HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\Internet'] ?? []
    t.deepEqual(
      values.map(({ name }) => name),
      ['Ports', 'PortsInternetAvailable', 'UseInternetPorts'],
    )
    t.is(good.store().profiles.Domain?.DefaultInboundAction, 'Block')
    t.deepEqual(good.tasks(), [])
    t.regex(resultOf(ran.hosts, 'refused').error ?? '', new RegExp(`${last}.*Everything is as it was before`, 's'))
    t.deepEqual(refused.store(), before)
    t.deepEqual(refused.tasks(), [])
    t.regex(resultOf(ran.hosts, 'strange').error ?? '', /host key|Host key/i)
    t.is(hung.exit, 1)
    t.like(hung.hosts[0], { state: 'unreachable', changes: null })
  },
)

test.serial('a second run changes nothing', async (t) => {
  const all = await setUp(t)
  if (all === null) return
  const good = serverOf(all, 'good')
  const before = JSON.stringify([good.store(), good.machine().registry])
  const ran = await runApply(all.environment, [
    out,
    '--host',
    'good.loop.test',
    '--yes',
    '--journal',
    join(all.folder, 'second.jsonl'),
  ])
  t.is(ran.exit, 0)
  t.is(ran.hosts[0]?.state, 'unchanged')
  t.is(JSON.stringify([good.store(), good.machine().registry]), before)
})

test.serial(
  'a host that is lost after the change goes back with nothing of ours alive, and a later run goes on',
  async (t) => {
    const all = await setUp(t)
    if (all === null) return
    const lost = serverOf(all, 'lost')
    const before = JSON.stringify(lost.store())
    const journal = join(all.folder, 'lost.jsonl')
    const main = resolve(import.meta.dirname, '../../src/cli/main.ts')
    const words = [
      out,
      '--host',
      'good.loop.test,lost.loop.test',
      '--throttle',
      '1',
      '--journal',
      journal,
      '--yes',
      '--confirm-within',
      '5s',
    ]
    const child = spawn(process.execPath, [main, 'apply', ...words], {
      env: { ...process.env, ...all.environment },
      stdio: 'ignore',
    })
    const ended = new Promise((done) => child.on('close', done))
    const events = (): string => (existsSync(journal) ? readFileSync(journal, 'utf8') : '')
    while (!/"host":"lost.loop.test","step":"changed"/.test(events()) && child.exitCode === null)
      await new Promise((done) => setTimeout(done, 50))
    child.kill('SIGKILL')
    await Promise.all([ended, lost.stop()])
    t.not(JSON.stringify(lost.store()), before, 'the change was made')
    t.is(lost.tasks().length, 1)
    // The Task Scheduler was away when the time was up, as after a restart.
    const due = scheduler(lost.environment)
    await due.ran
    due.stop()
    t.is(JSON.stringify(lost.store()), before)
    t.deepEqual(lost.tasks(), [])
    await lost.start()
    const ran = await runApply(all.environment, [...words, '--resume'])
    t.is(ran.exit, 0, ran.err)
    t.is(resultOf(ran.hosts, 'good').state, 'skipped')
    t.is(resultOf(ran.hosts, 'lost').state, 'applied')
    t.deepEqual(codes(resultOf(ran.hosts, 'lost')), ['was-rolled-back'])
    t.deepEqual(lost.tasks(), [])
    t.is(
      readdirSync(join(lost.folder, 'ProgramData', 'Portwright', 'lost.loop.test')).includes('rolled-back.json'),
      false,
    )
  },
)

test.serial('Ctrl-C reaches everything of the terminal, and the host that is being changed is finished', async (t) => {
  const all = await setUp(t)
  if (all === null) return
  const here = serverOf(all, 'refused')
  here.changeFirewall(() => ({ failOn: [] }))
  const journal = join(all.folder, 'interrupted.jsonl')
  const main = resolve(import.meta.dirname, '../../src/cli/main.ts')
  const words = [
    '--host',
    'refused.loop.test,lost.loop.test',
    '--throttle',
    '1',
    '--transport',
    'local',
    '--yes',
    '--json',
  ]
  // A group of its own gets the signal, as the foreground group of a terminal does.
  const child = spawn(process.execPath, [main, 'apply', out, ...words, '--journal', journal], {
    env: { ...process.env, ...all.environment, ...here.environment },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  let text = ''
  child.stdout.on('data', (data) => {
    text += data
  })
  const ended = new Promise<number | null>((done) => child.on('close', done))
  const events = (): string => (existsSync(journal) ? readFileSync(journal, 'utf8') : '')
  while (!/"step":"prepare"/.test(events()) && child.exitCode === null)
    await new Promise((done) => setTimeout(done, 20))
  process.kill(-(child.pid ?? 0), 'SIGINT')
  t.is(await ended, 130)
  const { hosts } = JSON.parse(text) as { readonly hosts: readonly HostResult[] }
  t.deepEqual(
    hosts.map(({ state }) => state),
    ['applied', 'skipped'],
  )
  t.true(here.store().rules.length > 3)
})

test.serial('a rollback puts the newest snapshot back, and uses it up', async (t) => {
  const all = await setUp(t)
  if (all === null) return
  const good = serverOf(all, 'good')
  // Others change a setting after the run: it is theirs.
  good.changeFirewall(({ stores }) => {
    const store = stores.PersistentStore
    if (store === undefined) throw new Error('no store')
    const Public = { ...store.profiles.Public, Enabled: 'False' }
    const Domain = { ...store.profiles.Domain, DefaultInboundAction: 'Allow' }
    return { stores: { ...stores, PersistentStore: { ...store, profiles: { ...store.profiles, Public, Domain } } } }
  })
  const words = [out, '--host', 'good.loop.test', '--rollback', '--yes', '--journal', join(all.folder, 'back.jsonl')]
  const ran = await runApply(all.environment, words)
  t.is(ran.exit, 0, ran.out)
  t.is(ran.hosts[0]?.state, 'rolled-back')
  t.deepEqual(good.store().rules, [])
  t.is(good.store().profiles.Domain?.DefaultInboundAction, 'Allow')
  t.is(good.store().profiles.Domain?.Enabled, 'NotConfigured')
  t.is(good.machine().registry['HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\Internet'], undefined)
  t.deepEqual(codes(ran.hosts[0] as HostResult), ['rollback-kept'])
  const again = await runApply(all.environment, words)
  t.is(again.exit, 0)
  t.is(again.hosts[0]?.state, 'skipped')
})

test.serial('what drifted on a server is named, and what was read is kept', async (t) => {
  const all = await setUp(t)
  if (all === null) return
  const lost = serverOf(all, 'lost')
  // What is in force is what is stored, but for a rule that somebody took away; and a port was opened wider.
  lost.changeFirewall(({ stores }) => {
    const store = stores.PersistentStore
    if (store === undefined) throw new Error('no store')
    const gone = store.rules.find(({ LocalPort }) => String(LocalPort) === '80')
    const rules = store.rules.map((rule) =>
      String(rule.LocalPort) === '443' ? { ...rule, RemoteAddress: 'Any' } : rule,
    )
    return { hides: [gone?.Name ?? ''], stores: { ...stores, PersistentStore: { ...store, rules } } }
  })
  const before = JSON.stringify(lost.store())
  const evidence = join(all.folder, 'evidence.json')
  const words = [
    'plan',
    out,
    '--against',
    'live',
    '--host',
    'lost.loop.test,strange.loop.test',
    '--json',
    '--evidence',
    evidence,
  ]
  const ran = await runWith(all.environment, words)
  t.is(ran.exit, 1, 'a host that cannot be read is a failure')
  t.regex(ran.err, /live-unread.*strange\.loop\.test/s)
  const plan = JSON.parse(ran.out)
  t.like(plan.against, { path: 'lost.loop.test', format: 'live' })
  t.deepEqual(
    plan.policies.map(({ id }: { readonly id: string }) => id),
    ['lost.loop.test'],
  )
  const [policy] = plan.policies
  const ports = (changes: readonly { readonly ports: readonly string[] }[]): readonly string[] =>
    changes.flatMap((change) => change.ports)
  t.deepEqual([...new Set(ports(policy.opened))], ['80'], 'the rule that is gone')
  t.deepEqual([...new Set(ports(policy.closed))], ['443'], 'what is open and was not approved')
  t.deepEqual(policy.settings, [])
  t.is(JSON.stringify(lost.store()), before)
  const kept = JSON.parse(readFileSync(evidence, 'utf8'))
  t.deepEqual(
    kept.hosts.map(({ host, verdict }: { readonly host: string; readonly verdict: string }) => [host, verdict]),
    [
      ['lost.loop.test', 'drifted'],
      ['strange.loop.test', 'unread'],
    ],
  )
  t.true(kept.hosts[0].rules.length > 3)
  const read = lost.firewall().calls.filter((call) => / all$/.test(call) && /^Get-/.test(call))
  t.true(read.length > 0)
})
