// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { parse } from 'yaml'
import { verifiedPage } from '../../scripts/verified-page.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const WORKFLOWS = readdirSync(join(ROOT, '.github/workflows')).map((name) => `.github/workflows/${name}`)

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
}
interface Workflow {
  readonly name: string
  readonly on: object
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly 'runs-on': string
        readonly needs?: string
        readonly env?: Readonly<Record<string, string>>
        readonly steps: readonly Step[]
      }
    >
  >
}

test('workflows and the action take other actions by the hash of a commit, with its version beside it', (t) => {
  for (const path of [...WORKFLOWS, 'action.yml'])
    for (const line of textOf(path).split('\n'))
      if (/\buses:/.test(line))
        t.regex(line, /uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, `${path}: ${line}`)
})

test('workflows may read alone unless a job says more, and every step does one thing', (t) => {
  for (const path of WORKFLOWS) {
    const { name, on, permissions, jobs } = parse(textOf(path)) as Workflow
    t.is(`.github/workflows/${name}.yml`, path)
    t.true(Object.keys(on).length > 0, path)
    t.deepEqual(permissions, { contents: 'read' }, path)
    for (const [id, job] of Object.entries(jobs)) {
      t.regex(job['runs-on'], /^(ubuntu|windows)-latest$/, id)
      if (job.needs !== undefined) t.true(job.needs in jobs, `${path}: ${job.needs}`)
      for (const step of job.steps)
        t.is(Number('uses' in step) + Number('run' in step), 1, `${path}: ${JSON.stringify(step)}`)
    }
    // What others write never becomes part of a script.
    for (const { steps } of Object.values(jobs))
      for (const { run = '' } of steps) t.notRegex(run, /\$\{\{ *(?:github\.(?!token)|inputs\.|steps\.)/, path)
  }
  for (const { run = '' } of (parse(textOf('action.yml')) as { readonly runs: { readonly steps: readonly Step[] } })
    .runs.steps)
    t.notRegex(run, /\$\{\{/)
})

test('each night and each week every scenario runs, those of other turns too', (t) => {
  for (const name of ['nightly', 'weekly']) {
    const { on, jobs } = parse(textOf(`.github/workflows/${name}.yml`)) as Workflow & {
      readonly on: Readonly<Record<string, unknown>>
    }
    t.true('schedule' in on, name)
    const all = Object.values(jobs).filter(({ env, steps }) =>
      steps.some(
        (step) => ({ ...env, ...step.env }).PORTWRIGHT_TURN === 'all' && /npm test|\.ci\/run/.test(step.run ?? ''),
      ),
    )
    t.is(all.length, 1, name)
  }
})

test('every check of Windows has its line on docs/verified.md and its part in the script', (t) => {
  t.is(textOf('docs/verified.md'), verifiedPage(ROOT), '“npm run docs” writes it')
  const checks = JSON.parse(textOf('.github/windows/checks.json')) as readonly {
    readonly id: string
    readonly what: string
  }[]
  const script = textOf('.github/windows/Test-Windows.ps1')
  const [, table = ''] = /^\$checks = @\{\n([\s\S]*?)^\}/m.exec(script) ?? []
  const parts = [...table.matchAll(/^ {4}'?([\w-]+)'? = \{$/gm)].map(([, id]) => id)
  t.deepEqual([...parts].sort(), checks.map(({ id }) => id).sort())
})
