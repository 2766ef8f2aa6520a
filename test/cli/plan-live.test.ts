// SPDX-License-Identifier: MIT
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { compareSources } from '../../src/change/compare-sources.ts'
import { joinPlans } from '../../src/change/join-plans.ts'
import { planText } from '../../src/change/print/plan-text.ts'
import { loadRuleSource } from '../../src/cli/load-rule-source.ts'
import type { RuleSource } from '../../src/rules/rule-source.ts'
import { liveSet } from '../../src/servers/live-set.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { compileInto } from '../support/servers/run-apply.ts'

const ESTATE = `
name: loop
product: cmcb
sites: { PS1: { type: primary } }
networks: { hq: [10.20.0.0/16] }
hosts:
  cm01.loop.test: { addresses: [10.0.0.2], site: PS1, roles: [site-server], managed: false }
  dp01.loop.test: { addresses: [10.0.0.3], site: PS1, roles: [distribution-point] }
  dp02.loop.test: { addresses: [10.0.0.4], site: PS1, roles: [distribution-point] }
clients:
  pcs: { site: PS1, networks: [hq], install: [push] }
firewall: { targets: [powershell] }
`

test('options of connections are for --against live alone', async (t) => {
  for (const words of [['--host', 'a'], ['--evidence', 'f'], ['--ask-password'], ['--timeout', '5s']]) {
    const { exit, err } = await portwright(['plan', 'x', '--against', 'y', ...words])
    t.is(exit, 2)
    t.regex(err, /is for --against live/)
  }
})

test('an estate and an output are held against servers that they have a policy for', async (t) => {
  const folder = temporaryFolder(t)
  const out = await compileInto(folder, ESTATE)
  const unknown = await portwright(['plan', out, '--against', 'live', '--host', 'dp01.loop.tset'])
  t.is(unknown.exit, 2)
  t.regex(unknown.err, /did you mean “dp01\.loop\.test”/)
  const client = await portwright(['plan', out, '--against', 'live', '--host', 'pcs'])
  t.is(client.exit, 2)
  t.regex(client.err, /“pcs” is a client group/)
  const group = await portwright(['plan', out, '--against', 'live', '--policy', 'clients-pcs'])
  t.is(group.exit, 2)
  for (const path of [out, `${folder}/estate.yaml`]) {
    const { exit, err } = await portwright(['plan', path, '--against', 'live'])
    t.is(exit, 1)
    t.regex(err, /no-powershell/)
  }
})

test('every format says what several servers differ in, each policy with its server', async (t) => {
  const folder = temporaryFolder(t)
  const out = await compileInto(folder, ESTATE)
  const streams = { err: () => undefined, out: async () => undefined } as never
  const loaded = await loadRuleSource(out, streams)
  if (loaded === null) return t.fail()
  const { source } = loaded
  const [set] = source.sets.filter(({ hosts }) => hosts.includes('dp01.loop.test'))
  if (set === undefined) return t.fail()
  const plans = ['dp01.loop.test', 'dp02.loop.test'].map((host) => {
    const live = liveSet(host, { records: [], profiles: [], registry: [] })
    const was: RuleSource = { path: host, format: 'live', estate: null, sets: [live], flows: [], parties: [] }
    const plan = compareSources({ ...source, sets: [{ ...set, hosts: [host] }] }, was)
    if ('candidates' in plan) throw new Error()
    return plan
  })
  const plan = joinPlans('loop', out, 'live', plans)
  t.deepEqual(
    plan.policies.map(({ host, state }) => [host, state]),
    [
      ['dp01.loop.test', 'changed'],
      ['dp02.loop.test', 'changed'],
    ],
  )
  t.like(plan.against, { path: 'live', format: 'live', hosts: ['dp01.loop.test', 'dp02.loop.test'], unread: [] })
  t.is(joinPlans('loop', out, 'live', plans.slice(0, 1)).against.path, 'dp01.loop.test')
  t.is(joinPlans('loop', out, 'live', [], ['dp01.loop.test']).against.path, 'dp01.loop.test')
  const text = planText(plan)
  t.regex(text, /dp01\.loop\.test/)
  t.regex(text, /dp02\.loop\.test/)
  const { printPlan, PLAN_FORMATS } = await import('../../src/cli/print-plan.ts')
  const was: RuleSource = { path: plan.against.path, format: 'live', estate: null, sets: [], flows: [], parties: [] }
  for (const format of PLAN_FORMATS) {
    let printed = ''
    const print = async (more: string): Promise<void> => {
      printed += more
    }
    await printPlan(plan, format, loaded, was, {
      out: print,
      document: print,
      err: () => undefined,
      quiet: false,
      verbose: false,
      columns: 100,
      environment: {},
    } as never)
    t.true(printed.length > 100, format)
  }
})

test('evidence that cannot be written is said before a server is asked', async (t) => {
  const folder = temporaryFolder(t)
  const out = await compileInto(folder, ESTATE)
  const asked = join(folder, 'asked')
  for (const name of ['pwsh', 'pwsh.exe'])
    writeFileSync(join(folder, name), `#!/bin/sh\ntouch '${asked}'\n`, { mode: 0o755 })
  const words = ['plan', out, '--against', 'live', '--host', 'dp01.loop.test']
  const ran = await portwright([...words, '--evidence', join(folder, 'pwsh', 'evidence.json')], '', { PATH: folder })
  t.is(ran.exit, 1)
  t.regex(ran.err, /evidence\.json/)
  t.false(existsSync(asked))
})
