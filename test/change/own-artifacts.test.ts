// SPDX-License-Identifier: MIT
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Plan } from '../../src/change/plan.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { inTurn } from '../support/in-turn.ts'
import { samples } from '../support/samples.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test, 2)

const EXAMPLES = resolve(import.meta.dirname, '../../policies/examples')
const TARGETS = 'gpo,wfw,lgpo,netsh,powershell,dsc,wfp,csv,baseline,intune'
/** What stands beside the file that tells a policy's rules. */
const BESIDE =
  /^wfp\/.*\.ps1$|^intune\/.*(?:\.ps1|\.settings\.json)$|^baseline\/(?:edges|contoso|fabrikam|tailspin)\.cab$/

/** Everything that a format may say otherwise than a policy: settings, registry values, keywords, guards, two families. */
const EDGES = `
name: edges
product: cmcb
domain: corp.test
sites: { FAB: { type: primary } }
networks: { hq: [10.20.0.0/16, 2001:db8:20::/48] }
management: [hq]
hosts:
  cm01.corp.test: { addresses: [10.20.0.10, 2001:db8:20::10], site: FAB, roles: [site-server, management-point, pxe-distribution-point] }
  sql01.corp.test: { addresses: [10.20.0.11], site: FAB, roles: [sql-server], firewall: { rpc: { ports: 50000-50199, rules: both } } }
  edge.corp.test: { addresses: [203.0.113.7], site: FAB, membership: workgroup, roles: [distribution-point], firewall: { direction: inbound } }
  dc01.corp.test: { addresses: [10.20.0.5], roles: [domain-controller] }
clients: { workstations: { site: FAB, networks: [hq], install: [push] } }
firewall:
  direction: both
  rpc: { ports: 51000-51199 }
  settings: { enabled: true, defaultInbound: block, logDropped: true, logSize: 4096 }
gpo: { rpc: preferences }
wfp: { defaultBlock: true, hardPermit: true }
`

const estateIn = (example: string): string =>
  ['estate.yaml', 'estate.ts', 'estate.json'].map((name) => join(EXAMPLES, example, name)).find(existsSync) as string

const plansAreEmpty = async (t: ExecutionContext, estate: string): Promise<void> => {
  const out = join(temporaryFolder(t), 'out')
  const { exit, err } = await portwright([
    'compile',
    estate,
    '--out',
    out,
    '--quiet',
    '--target',
    TARGETS,
    '--allow-loss',
  ])
  t.is(exit, 0, err)
  const index = JSON.parse((await portwright(['plan', estate, '--against', out, '--json'])).out) as Plan
  const ids = index.policies.map(({ id }) => id)
  t.true(ids.length > 0)
  const reports = readdirSync(join(out, 'gpo'))
    .filter((name) => name.startsWith('{'))
    .map((name) => join(out, 'gpo', name, 'gpreport.xml'))
  const baselines = readdirSync(join(out, 'baseline'))
    .filter((name) => BESIDE.test(`baseline/${name}`))
    .map((name) => join(out, 'baseline', name))
  t.is(baselines.length, 1, out)
  const whole = [
    out,
    join(out, 'portwright.json'),
    estate,
    join(out, 'gpo'),
    join(out, 'csv', 'rules.csv'),
    ...baselines,
  ]
  const single = [
    'wfw',
    'lgpo',
    'netsh',
    'powershell',
    'dsc',
    'wfp',
    ...(ids.length > 10 ? [] : ['baseline', 'intune']),
  ].map((target) =>
    readdirSync(join(out, target))
      .filter((name) => !BESIDE.test(`${target}/${name}`))
      .map((name) => join(out, target, name)),
  )
  t.true(single.flat().length >= (ids.length - 1) * 8, 'a policy has hardly an artifact')
  // Of many policies another one for each target: every plan compiles the estate again.
  const some = ids.length > 10 ? samples(6) : ids.length
  const tried = [...single, reports].flatMap((paths, at) =>
    paths.filter((_, index) => (index + at) % ids.length < some),
  )
  for (const path of [...whole, ...tried]) {
    const named = ids.find((id) => path.includes(`/${id}.`) || path.includes(`\\${id}.`))
    const words = ['plan', estate, '--against', path, '--json', ...(named === undefined ? [] : ['--policy', named])]
    const ran = await portwright(words)
    t.is(ran.exit, 0, `${path}\n${ran.out}${ran.err}`)
    const plan = JSON.parse(ran.out) as Plan
    // No Group Policy reaches a workgroup, so there is no backup to hold its policy against.
    const none = path.endsWith('gpo') && /membership: workgroup/.test(readFileSync(estate, 'utf8')) ? 1 : 0
    t.is(plan.policies.length, named === undefined && !reports.includes(path) ? ids.length - none : 1, path)
    t.deepEqual(
      plan.policies.flatMap(({ opened, closed, settings, registry }) => [
        ...opened,
        ...closed,
        ...settings,
        ...registry,
      ]),
      [],
      path,
    )
    t.true(
      plan.policies.every(({ state }) => state === 'same'),
      path,
    )
    const { added, removed, changed } = plan.summary.rules
    t.deepEqual([added, removed, changed, plan.summary.foreign], [0, 0, 0, 0], path)
  }
}

for (const example of readdirSync(EXAMPLES)) {
  scenario(`right after a compile of the example ${example} a plan finds no difference to any artifact`, async (t) => {
    await plansAreEmpty(t, estateIn(example))
  })
}

scenario(
  'right after a compile of an estate that sets what can be set a plan finds no difference to any artifact',
  async (t) => {
    const estate = join(temporaryFolder(t), 'estate.yaml')
    writeFileSync(estate, EDGES)
    await plansAreEmpty(t, estate)
  },
)
