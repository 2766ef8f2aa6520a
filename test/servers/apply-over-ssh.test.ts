// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { HostResult } from '../../src/servers/host-result.ts'
import { usageLine, usageLines } from '../support/docs/usage-lines.ts'
import { inTurn } from '../support/in-turn.ts'
import { sshTools } from '../support/servers/find-sshd.ts'
import { compileInto, runApply, runWith } from '../support/servers/run-apply.ts'
import { scheduler } from '../support/servers/scheduler.ts'
import { type SshServer, type SshServers, sshServers } from '../support/servers/ssh-servers.ts'

/** Each starts programs that take seconds; the third goes on where the first ends, the fourth where the second does. */
const scenario = inTurn(test.serial, 2)

const ESTATE = `
name: loop
product: cmcb
sites: { PS1: { type: primary } }
networks: { admins: ['ADMINS'], hq: [10.20.0.0/16] }
hosts:
  cm.loop.test: { addresses: [10.0.0.2], site: PS1, roles: [site-server], managed: false }
  good.loop.test: { addresses: [10.0.0.3], site: PS1, roles: [distribution-point] }
  refused.loop.test: { addresses: [10.0.0.4], site: PS1, roles: [distribution-point] }
  lost.loop.test: { addresses: [10.0.0.5], site: PS1, roles: [distribution-point] }
  hanging.loop.test: { addresses: [10.0.0.6], site: PS1, roles: [distribution-point] }
  strange.loop.test: { addresses: [10.0.0.7], site: PS1, roles: [distribution-point] }
clients:
  pcs: { site: PS1, networks: [hq], install: [push] }
management: [admins]
firewall:
  scope: host
  targets: [powershell]
  rpc: { ports: 50000-50199, on: [good.loop.test, lost.loop.test] }
  settings: { enabled: true, defaultInbound: block }
`

const RPC = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Rpc\\Internet'

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
    { host: 'good.loop.test', ...(outer !== undefined && { address: outer }) },
    { host: 'refused.loop.test' },
    { host: 'lost.loop.test' },
    { host: 'hanging.loop.test', subsystem: '/bin/sleep 60' },
    { host: 'strange.loop.test', strange: true },
  ])
  out = await compileInto(servers.folder, ESTATE.replace('ADMINS', outer ?? '10.9.0.0/24'))
  return servers
}
test.after.always(async () => servers?.close())

const serverOf = ({ servers: all }: SshServers, name: string): SshServer => {
  const found = all.find(({ host }) => host.startsWith(name))
  if (found === undefined) throw new Error(name)
  return found
}
/** What the pages show, for the output and the servers of this file. */
const shown = (page: string, fits: RegExp, hosts = ''): readonly string[] =>
  usageLine(page, fits, { out, 'cm01.contoso.test': hosts, 'cm01.contoso.test,sql01.contoso.test': hosts }).slice(1)
const resultOf = (hosts: readonly HostResult[], name: string): HostResult => {
  const found = hosts.find(({ host }) => host.startsWith(name))
  if (found === undefined) throw new Error(name)
  return found
}
const codes = ({ findings }: HostResult): readonly string[] =>
  findings
    .filter(({ code, message }) => code !== 'preflight-unread' || /our own address/.test(message))
    .map(({ code }) => code)
    .filter((code) => code !== 'address-differs')

/** `apply` in a process of its own, which a test may stop, kill, and send signals to. */
const start = (words: readonly string[], environment: Readonly<Record<string, string>>, journal: string) => {
  const main = resolve(import.meta.dirname, '../../src/cli/main.ts')
  // A group of its own gets signals, as the foreground group of a terminal does.
  const child = spawn(process.execPath, [main, 'apply', out, ...words, '--journal', journal], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  // As of a terminal that was closed: what is told there reaches nobody, and ends nothing.
  child.stderr.destroy()
  let text = ''
  child.stdout.on('data', (data) => {
    text += data
  })
  const ended = new Promise<number | null>((done) => child.on('close', done))
  return {
    child,
    ended,
    text: () => text,
    /** Until the journal says so, or the process has ended. */
    until: async (event: RegExp): Promise<void> => {
      while (!(existsSync(journal) && event.test(readFileSync(journal, 'utf8'))) && child.exitCode === null)
        await new Promise((done) => setTimeout(done, 20))
    },
  }
}

test.serial('a look over ssh says what would change, by name, and leaves nothing behind', async (t) => {
  const all = await setUp(t)
  if (all === null) return
  const good = serverOf(all, 'good')
  const before = JSON.stringify(good.store())
  const words = shown('commands/apply.md', /^apply out --what-if/)
  const ran = await runApply(all.environment, [...words, '--host', 'good.loop.test'])
  t.is(ran.exit, 3)
  const [result] = ran.hosts
  t.is(result?.state, 'would-change', ran.err)
  // Our address, as the server sees it, is under `management`.
  t.deepEqual(codes(result as HostResult), [])
  t.true((result?.changes?.added ?? 0) > 3)
  t.true(result?.planned?.some(({ change, text }) => change === 'added' && /^in tcp 445 from /.test(text)))
  t.is(JSON.stringify(good.store()), before)
  t.false(existsSync(join(good.folder, 'ProgramData')))
  t.false(existsSync(join(all.folder, 'apply.jsonl')))
})

scenario(
  'a host that is lost after the change goes back with nothing of ours alive; a later run goes on, past one that refuses and one that hangs',
  async (t) => {
    const all = await setUp(t)
    if (all === null) return
    const [good, lost, refused] = ['good', 'lost', 'refused'].map((name) => serverOf(all, name)) as [
      SshServer,
      SshServer,
      SshServer,
    ]
    const index = JSON.parse(readFileSync(join(out, 'portwright.json'), 'utf8'))
    const policy = index.policies.find(({ id }: { readonly id: string }) => id === 'refused.loop.test')
    const last = policy.rules.at(-1).id as string
    refused.changeFirewall(() => ({ failOn: [`New-NetFirewallRule ${last}`] }))
    const before = lost.store()
    const untouched = refused.store()
    const journal = join(all.folder, 'lost.jsonl')
    const hosts = ['good', 'lost', 'refused', 'hanging'].map((name) => `${name}.loop.test`).join()
    const [, ...line] = shown('commands/apply.md', /^apply out --host \S+ --yes$/, hosts)
    const words = [...line, '--throttle', '1', '--confirm-within', '25s']
    const first = start(words, all.environment, journal)
    await first.until(/"host":"lost.loop.test","step":"changed"/)
    // It lives and says nothing: for others it is at work.
    first.child.kill('SIGSTOP')
    const other = await runApply(all.environment, [
      ...[out, '--host', 'lost.loop.test', '--yes', '--journal', join(all.folder, 'other.jsonl')],
    ])
    t.is(other.exit, 1)
    t.like(other.hosts[0], { state: 'failed', changes: null })
    t.deepEqual(codes(other.hosts[0] as HostResult), ['run-under-way'])
    t.regex(other.hosts[0]?.error ?? '', /started at .*Z, waits on .* for confirmation until .*Z\. Nothing was changed/)
    t.notDeepEqual(lost.store(), before, 'the change stands')
    first.child.kill('SIGKILL')
    await Promise.all([first.ended, lost.stop()])
    t.is(lost.tasks().length, 1)
    // The Task Scheduler was away when the time was up, as after a restart.
    const due = scheduler(lost.environment)
    await due.ran
    due.stop()
    t.deepEqual(lost.store(), before)
    t.deepEqual(lost.tasks(), [])
    await lost.start()

    const on = shown('commands/apply.md', /^apply out --resume --yes/)
    const ran = await runApply(all.environment, [...on, ...words, '--timeout', '20s', '--journal', journal])
    t.is(ran.exit, 1, ran.err)
    t.deepEqual(ran.summary, { applied: 1, 'rolled-back': 1, unreachable: 1, skipped: 1 })
    t.is(resultOf(ran.hosts, 'good').state, 'skipped')
    t.is(resultOf(ran.hosts, 'lost').state, 'applied')
    t.deepEqual(codes(resultOf(ran.hosts, 'lost')), ['was-rolled-back', 'rpc-restart-due'])
    t.deepEqual(lost.tasks(), [])
    const left = readdirSync(join(lost.folder, 'ProgramData', 'Portwright', 'lost.loop.test'))
    t.false(left.includes('rolled-back.json'))
    t.regex(resultOf(ran.hosts, 'refused').error ?? '', new RegExp(`${last}.*Everything is as it was before`, 's'))
    t.deepEqual(refused.store(), untouched)
    t.deepEqual(refused.tasks(), [])
    t.like(resultOf(ran.hosts, 'hanging'), { state: 'unreachable', changes: null })

    const done = readFileSync(journal, 'utf8').split('\n')
    t.true(done.some((line) => line.includes('"host":"good.loop.test","state":"applied"')))
    const values = good.machine().registry[RPC] ?? []
    t.deepEqual(
      values.map(({ name }) => name),
      ['Ports', 'PortsInternetAvailable', 'UseInternetPorts'],
    )
    t.is(good.store().profiles.Domain?.DefaultInboundAction, 'Block')
    t.deepEqual(good.tasks(), [])
  },
)

scenario(
  'what ends a process or its terminal reaches all of it, and the host that is being changed is finished',
  async (t) => {
    const all = await setUp(t)
    if (all === null) return
    const here = serverOf(all, 'refused')
    here.changeFirewall(() => ({ failOn: [] }))
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
    const run = start(words, { ...all.environment, ...here.environment }, join(all.folder, 'interrupted.jsonl'))
    await run.until(/"step":"prepare"/)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(-(run.child.pid ?? 0), signal)
    t.is(await run.ended, 130)
    const { hosts } = JSON.parse(run.text()) as { readonly hosts: readonly HostResult[] }
    t.deepEqual(
      hosts.map(({ state }) => state),
      ['applied', 'skipped'],
    )
    t.true(here.store().rules.length > 3)
  },
)

scenario('what drifted on a server is named, and what was read is kept', async (t) => {
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
    const active = { Domain: { DefaultInboundAction: 'Allow' } }
    return { hides: [gone?.Name ?? ''], active, stores: { ...stores, PersistentStore: { ...store, rules } } }
  })
  lost.changeMachine(({ registry }) => ({
    registry: { ...registry, [RPC]: [{ name: 'Ports', kind: 'MultiString', data: ['1-2'] }] },
  }))
  const before = JSON.stringify(lost.store())
  const evidence = join(all.folder, 'evidence.json')
  const line = shown('commands/plan.md', /^plan out --against live/, 'lost.loop.test,strange.loop.test')
  const words = ['plan', ...line, '--json', '--evidence', evidence]
  const ran = await runWith(all.environment, words)
  t.is(ran.exit, 1, 'a host that cannot be read is a failure')
  t.regex(ran.err, /live-unread.*strange\.loop\.test/s)
  const plan = JSON.parse(ran.out)
  t.like(plan.against, { path: 'live', format: 'live', hosts: ['lost.loop.test'], unread: ['strange.loop.test'] })
  t.regex(ran.err, /host key/)
  t.deepEqual(
    plan.policies.map(({ id }: { readonly id: string }) => id),
    ['lost.loop.test'],
  )
  const [policy] = plan.policies
  const ports = (changes: readonly { readonly ports: readonly string[] }[]): readonly string[] =>
    changes.flatMap((change) => change.ports)
  t.deepEqual([...new Set(ports(policy.opened))], ['80'], 'the rule that is gone')
  t.deepEqual([...new Set(ports(policy.closed))], ['443'], 'what is open and was not approved')
  t.deepEqual(policy.settings, [{ profile: 'domain', setting: 'defaultInbound', was: 'allow', now: 'block' }])
  // Of the values that the policy sets one was changed, and two were taken away.
  t.deepEqual(
    policy.registry.map(({ name, was }: { readonly name: string; readonly was: unknown }) => [name, was]),
    [
      ['Ports', ['1-2']],
      ['PortsInternetAvailable', null],
      ['UseInternetPorts', null],
    ],
  )
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
  t.is(kept.hosts[0].settings.domain.defaultInbound, 'allow')
  t.like(kept.hosts[0].registry[0], { name: 'Ports', type: 'REG_MULTI_SZ', data: ['1-2'] })
  t.is(kept.hosts[0].changes[0].registry.length, 3)
  const read = lost.firewall().calls.filter((call) => / all$/.test(call) && /^Get-/.test(call))
  t.true(read.length > 0)
})

scenario('a second run changes nothing, and a rollback puts the newest snapshot back', async (t) => {
  const all = await setUp(t)
  if (all === null) return
  const here = serverOf(all, 'refused')
  const local = { ...all.environment, ...here.environment }
  const words = [out, '--host', 'refused.loop.test', '--transport', 'local', '--yes']
  const state = JSON.stringify(here.store())
  const second = await runApply(local, [...words, '--journal', join(all.folder, 'second.jsonl')])
  t.is(second.hosts[0]?.state, 'unchanged', second.out)
  t.is(second.exit, 0)
  t.is(JSON.stringify(here.store()), state)
  // Others change a setting after the run: it is theirs.
  here.changeFirewall(({ stores }) => {
    const store = stores.PersistentStore
    if (store === undefined) throw new Error('no store')
    const Public = { ...store.profiles.Public, Enabled: 'False' }
    const Domain = { ...store.profiles.Domain, DefaultInboundAction: 'Allow' }
    return { stores: { ...stores, PersistentStore: { ...store, profiles: { ...store.profiles, Public, Domain } } } }
  })
  const back = shown('recipes/rollback-at-night.md', /^apply out .* --rollback$/, 'refused.loop.test')
  const ran = await runApply(local, [...back, ...words.slice(3), '--journal', join(all.folder, 'back.jsonl')])
  t.is(ran.exit, 0, ran.out)
  t.is(ran.hosts[0]?.state, 'rolled-back')
  t.deepEqual(here.store().rules, [])
  t.is(here.store().profiles.Domain?.DefaultInboundAction, 'Allow')
  t.is(here.store().profiles.Domain?.Enabled, 'NotConfigured')
  t.deepEqual(codes(ran.hosts[0] as HostResult), ['rollback-kept'])
})

const PAGES_ESTATE = `
name: contoso
product: cmcb
sites: { PS1: { type: primary } }
hosts:
  cm01.contoso.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server, management-point] }
  sql01.contoso.test: { addresses: [10.0.0.11], site: PS1, roles: [sql-server] }
clients: { workstations: { site: PS1, networks: [10.10.0.0/16], install: [push] } }
firewall: { targets: [powershell], rpc: { ports: 50000-50199 } }
`

/** Each line starts PowerShell on two servers: all of them by hand and each week, some of them in the tests above. */
if (process.env.PORTWRIGHT_SAMPLES !== undefined)
  test.serial(
    'every line of the pages that needs servers runs on two of them, in the order of the pages',
    async (t) => {
      t.timeout(600_000)
      const tools = sshTools(t)
      if (tools === null) return
      const all = await sshServers(tools, [{ host: 'cm01.contoso.test' }, { host: 'sql01.contoso.test' }])
      t.teardown(() => all.close())
      const folder = await compileInto(all.folder, PAGES_ESTATE)
      const pages = ['commands/apply.md', 'commands/plan.md', 'recipes/rollback-at-night.md']
      const lines = pages.flatMap((page) => usageLines(page, /^apply out|^plan out --against live/, { out: folder }))
      t.true(lines.length >= 9, `${lines.length} lines`)
      for (const words of lines) {
        const asks = words[0] === 'apply' && !words.some((word) => /^--(?:what-if|yes|test)$/.test(word))
        if (asks) {
          // Nobody is there to be asked.
          const { exit, err } = await runWith(all.environment, words)
          t.is(exit, 2, err)
          t.regex(err, /give --yes/)
        }
        const ran = await runWith(all.environment, asks ? [...words, '--yes'] : words)
        const said = `${words.join(' ')}: ${ran.exit} ${ran.out} ${ran.err}`
        t.true(ran.exit === 0 || ran.exit === 3, said)
        const held = all.servers.map((server) => server.store().rules.length > 0)
        if (words.includes('--what-if')) t.deepEqual(held, [false, false], said)
        else if (words.includes('--rollback')) t.false(held[0], said)
        else if (words.includes('--yes') || asks) t.deepEqual(held, [true, true], said)
      }
    },
  )
