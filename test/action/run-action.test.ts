// SPDX-License-Identifier: MIT
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import test from 'ava'
import { parse } from 'yaml'
import { readEvent } from '../../action/event.ts'
import { markOf, renewComment } from '../../action/renew-comment.ts'
import { runAction } from '../../action/run-action.ts'
import type { World } from '../../action/world.ts'
import { markdownText } from '../../src/diagnostics/markdown-text.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { inTurn } from '../support/in-turn.ts'

/** Each takes seconds. */
const scenario = inTurn(test, 2)

const ROOT = resolve(import.meta.dirname, '../..')
const ESTATE = `name: demo
product: cmcb
sites: { PS1: { type: primary, communication: https } }
networks: { hq: [10.10.0.0/16] }
hosts:
  cm01.contoso.test: { addresses: [10.0.0.10], site: PS1, roles: [site-server, management-point] }
  sql01.contoso.test: { addresses: [10.0.0.11], site: PS1, roles: [sql-server] }
clients:
  workstations: { site: PS1, networks: [hq] }
`
const LATER = ESTATE.replace('[sql-server]', '[{ role: sql-server, port: 14330 }]')
const SHA = '0123456789abcdef0123456789abcdef01234567'

interface Recorded {
  readonly exit: number
  readonly said: string
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
  readonly asked: readonly { readonly method: string; readonly url: string; readonly body: string }[]
}

/** The action over texts: the command runs in this process, git and GitHub are answers. */
const act = async (
  folder: string,
  now: string,
  was: string | null,
  environment: Readonly<Record<string, string>> = {},
  comments: readonly { readonly id: number; readonly body: string }[] = [],
  status = 200,
): Promise<Recorded> => {
  const estate = join(folder, 'estate.yaml')
  const base = join(folder, `portwright-base-${SHA}`)
  mkdirSync(base, { recursive: true })
  writeFileSync(estate, now)
  if (was !== null) writeFileSync(join(base, 'estate.yaml'), was)
  const event = join(folder, 'event.json')
  writeFileSync(
    event,
    JSON.stringify({ pull_request: { number: 7, base: { sha: SHA, ref: environment.BASE_NAME ?? 'main' } } }),
  )
  let said = ''
  const appended: Record<string, string> = { summary: '', output: '' }
  const asked: { method: string; url: string; body: string }[] = []
  const world: World = {
    environment: {
      ESTATE: 'estate.yaml',
      RUNNER_TEMP: folder,
      GITHUB_EVENT_PATH: event,
      GITHUB_STEP_SUMMARY: 'summary',
      GITHUB_OUTPUT: 'output',
      GITHUB_REPOSITORY: 'contoso/firewall',
      GITHUB_API_URL: 'https://api.test',
      TOKEN: 'secret',
      ...environment,
    },
    portwright: (...words) =>
      environment.BREAKS === undefined
        ? portwright(words.map((word) => (word === 'estate.yaml' ? estate : word)))
        : { exit: 70, out: '', err: 'a fault\nof two lines' },
    git: () => ({ exit: 0, out: '', err: '' }),
    fetch: async (url, init) => {
      if (environment.AWAY !== undefined) throw new Error('getaddrinfo ENOTFOUND')
      asked.push({ method: init?.method ?? '', url: String(url), body: String(init?.body ?? '') })
      return new Response(JSON.stringify(init?.method === 'GET' ? comments : {}), { status })
    },
    readFile: (path) => readFileSync(path, 'utf8'),
    exists: existsSync,
    writeFile: (path, text) => writeFileSync(path, text),
    append: (path, text) => {
      appended[path] = `${appended[path]}${text}`
    },
    say: (text) => {
      said += `${text}\n`
    },
  }
  const exit = await runAction(world)
  const outputs = Object.fromEntries(
    (appended.output ?? '').split('\n').flatMap((line) => (line === '' ? [] : [line.split(/=(.*)/s).slice(0, 2)])),
  )
  return { exit, said, summary: appended.summary ?? '', outputs, asked }
}

test('a change is said in the summary, the outputs and one comment', async (t) => {
  const { exit, summary, outputs, asked } = await act(temporaryFolder(t), LATER, ESTATE)
  t.is(exit, 0)
  t.like(outputs, { errors: '0', opened: '1', closed: '1', changed: 'true' })
  t.true(existsSync(outputs.sarif ?? ''))
  t.regex(summary, /sql01\.contoso\.test.*tcp 14330/)
  t.notRegex(summary, /portwright-base/)
  t.deepEqual(
    asked.map(({ method, url }) => `${method} ${url}`),
    [
      'GET https://api.test/repos/contoso/firewall/issues/7/comments?per_page=100&page=1',
      'POST https://api.test/repos/contoso/firewall/issues/7/comments',
    ],
  )
  const { body } = JSON.parse(asked[1]?.body ?? '') as { readonly body: string }
  t.true(body.startsWith(`${markOf('estate.yaml')}\n## demo`))
})

scenario('the comment is renewed, says so when nothing differs any more, and is not begun for nothing', async (t) => {
  const folder = temporaryFolder(t)
  const earlier = [
    { id: 1, body: 'Looks fine.' },
    {
      id: 5,
      body: `${markOf('estate.yaml')}\nnothing opens`,
      user: { type: 'User' },
      author_association: 'CONTRIBUTOR',
    },
    { id: 9, body: `${markOf('estate.yaml')}\nold`, user: { type: 'Bot' }, author_association: 'NONE' },
  ]
  const { asked, outputs } = await act(folder, ESTATE, ESTATE, {}, earlier)
  t.like(outputs, { opened: '0', changed: 'false' })
  t.is(asked[1]?.url, 'https://api.test/repos/contoso/firewall/issues/comments/9')
  t.is(asked[1]?.method, 'PATCH')
  t.regex(asked[1]?.body ?? '', /[Nn]o difference|nothing differs/i)
  t.is((await act(folder, ESTATE, ESTATE)).asked.length, 1)
})

scenario('a comment of a stranger that carries the mark is left alone, since he could change it later', async (t) => {
  const body = `${markOf('estate.yaml')}\nnothing opens`
  const methods = async (more: object): Promise<readonly string[]> =>
    (await act(temporaryFolder(t), LATER, ESTATE, {}, [{ id: 5, body, ...more }])).asked.map(({ method }) => method)
  for (const more of [{}, { user: null }, { user: { type: 'User' }, author_association: 'CONTRIBUTOR' }])
    t.deepEqual(await methods(more), ['GET', 'POST'])
  t.deepEqual(await methods({ user: { type: 'User' }, author_association: 'MEMBER' }), ['GET', 'PATCH'])
})

scenario('names of branches and folders are text: they are no Markdown, and no pattern', async (t) => {
  const folder = join(temporaryFolder(t), '_temp')
  mkdirSync(folder)
  const { summary } = await act(folder, LATER, ESTATE, { BASE_NAME: '$&-<b>`x`_y_@all' })
  t.false(summary.includes('portwright-base'), summary)
  t.true(summary.includes(markdownText('$&-<b>`x`_y_@all:')), summary)
  t.false(/<b>|`x`|@all/.test(summary), summary)
})

scenario('GitHub that cannot be reached is a notice, and a command that breaks down is an error', async (t) => {
  const away = await act(temporaryFolder(t), LATER, ESTATE, { AWAY: '1' })
  t.is(away.exit, 0)
  t.regex(away.said, /::notice .*GitHub cannot be reached \(getaddrinfo ENOTFOUND\)/)
  t.like(away.outputs, { opened: '1' })
  const broken = await act(temporaryFolder(t), LATER, ESTATE, { BREAKS: '1' })
  t.is(broken.exit, 1)
  t.regex(broken.said, /::error .*portwright check ended with 70: a fault%0Aof two lines/)
})

scenario(
  'a merge queue is compared with the branch that it waits for, and a push of a new branch with nothing',
  (t) => {
    const eventOf = (payload: object) =>
      readEvent({
        environment: { GITHUB_EVENT_PATH: 'e' },
        exists: () => true,
        readFile: () => JSON.stringify(payload),
      } as never)
    t.deepEqual(eventOf({ merge_group: { base_sha: SHA, base_ref: 'refs/heads/main' } }), {
      pullRequest: null,
      base: SHA,
      baseName: 'main',
    })
    t.is(eventOf({ before: '0'.repeat(40) }).base, null)
    t.is(eventOf({ before: '--upload-pack=x' }).base, null)
  },
)

scenario('an error is an annotation at its line, and nothing is compared', async (t) => {
  const folder = temporaryFolder(t)
  const { exit, said, summary, outputs } = await act(folder, ESTATE.replace('sql-server', 'sqlserver'), ESTATE)
  t.is(exit, 1)
  t.regex(said, /::error file=[^,]*estate\.yaml,line=7,endLine=7,col=68,.*title=unknown-role::/)
  t.like(outputs, { errors: '1', opened: '', closed: '', changed: '' })
  t.regex(summary, /1 error/)
})

scenario('fail-on decides what a red run is', async (t) => {
  const folder = temporaryFolder(t)
  const exit = async (now: string, failOn: string): Promise<number> =>
    (await act(folder, now, ESTATE, { FAIL_ON: failOn, TOKEN: '' })).exit
  t.is(await exit(LATER, 'change'), 1)
  t.is(await exit(ESTATE, 'change'), 0)
  t.is(await exit(LATER, 'warning'), 0)
  t.is(await exit(ESTATE.replace('sql-server', 'sqlserver'), 'none'), 0)
  t.is(await exit(ESTATE, 'sometimes'), 1)
  // Whether anything changes is not known: what somebody named is missing, or the base is broken.
  const broken = ESTATE.replace('sql-server', 'sqlserver')
  const against = async (failOn: string, was: string, named: string): Promise<readonly unknown[]> => {
    const { said, ...run } = await act(folder, ESTATE, was, { FAIL_ON: failOn, TOKEN: '', AGAINST: named })
    t.like(run.outputs, { opened: '', closed: '', changed: '' })
    return [run.exit, /::(\w+) title=portwright::Nothing is compared/.exec(said)?.[1]]
  }
  t.deepEqual(await against('error', ESTATE, 'no-such-folder'), [1, 'error'])
  t.deepEqual(await against('none', ESTATE, 'no-such-folder'), [0, 'error'])
  t.deepEqual(await against('error', broken, ''), [0, 'notice'])
  t.deepEqual(await against('change', broken, ''), [1, 'notice'])
})

scenario('a fork that may not comment, a new estate and a base that is gone are notices', async (t) => {
  const folder = temporaryFolder(t)
  const fork = await act(folder, LATER, ESTATE, {}, [], 403)
  t.is(fork.exit, 0)
  t.regex(fork.said, /::notice title=portwright::There is no comment/)
  t.notRegex(fork.said, /secret/)
  const fresh = await act(temporaryFolder(t), ESTATE, null)
  t.is(fresh.exit, 0)
  t.regex(fresh.said, /::notice .*estate\.yaml is new/)
})

scenario('a long comment is cut at a line, and another estate has a comment of its own', async (t) => {
  const bodies: string[] = []
  const world = {
    environment: { GITHUB_REPOSITORY: 'a/b' },
    say: () => undefined,
    fetch: async (_: unknown, init?: RequestInit) => {
      if (init?.method !== 'GET') bodies.push(String(init?.body))
      return new Response('[]')
    },
  } as unknown as World
  await renewComment(world, 1, 'one.yaml', 'a line\n'.repeat(20_000), false)
  const { body } = JSON.parse(bodies[0] ?? '') as { readonly body: string }
  t.true(body.length < 65_536 && body.endsWith('a line\n\nThe rest stands in the summary of the job.'))
  t.not(markOf('one.yaml'), markOf('two.yaml'))
  t.notRegex(markOf('--> evil <!--'), /-->.*-->/)
})

scenario('the steps of action.yml run as they stand, with a base that has to be fetched', async (t) => {
  const folder = temporaryFolder(t)
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.test', ...words], { cwd: folder, encoding: 'utf8' })
  const origin = join(folder, 'origin')
  mkdirSync(join(origin, 'firewall'), { recursive: true })
  git('init', '--quiet', '--initial-branch=main', 'origin')
  git('-C', 'origin', 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  const commit = (text: string): string => {
    writeFileSync(join(origin, 'firewall/estate.yaml'), text)
    git('-C', 'origin', 'add', '.')
    git('-C', 'origin', 'commit', '--quiet', '-m', 'an estate')
    return git('-C', 'origin', 'rev-parse', 'HEAD').trim()
  }
  const base = commit(ESTATE)
  commit(LATER)
  git('clone', '--quiet', '--depth=1', `file://${origin}`, 'workspace')
  const event = join(folder, 'event.json')
  writeFileSync(event, JSON.stringify({ pull_request: { number: 3, base: { sha: base, ref: 'main' } } }))

  const posted: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      if (request.method === 'POST') posted.push(body)
      response.end('[]')
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { runs } = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as {
    readonly runs: { readonly steps: readonly { readonly run?: string }[] }
  }
  const env = {
    ...process.env,
    ACTION_PATH: ROOT,
    ESTATE: 'firewall/estate.yaml',
    AGAINST: '',
    FAIL_ON: 'change',
    TOKEN: 'secret',
    GITHUB_WORKSPACE: join(folder, 'workspace'),
    GITHUB_EVENT_PATH: event,
    GITHUB_REPOSITORY: 'contoso/firewall',
    GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    RUNNER_TEMP: folder,
  }
  const script = runs.steps.flatMap(({ run }) => run ?? []).join('\n')
  const { status, out } = await new Promise<{ status: number | null; out: string }>((done) => {
    const child = spawn('bash', ['-eo', 'pipefail', '-c', script], { cwd: ROOT, env })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
    child.on('close', (code) => done({ status: code, out: text }))
  })
  server.close()
  t.is(status, 1, out)
  t.regex(readFileSync(env.GITHUB_OUTPUT, 'utf8'), /^errors=0\nwarnings=\d+\nopened=1\nclosed=1\nchanged=true\n/)
  t.regex(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8'), /tcp 14330/)
  t.is(posted.length, 1)
  t.false((posted[0] ?? folder).includes(folder), 'no folder of the runner')
  t.false(out.includes('secret'))
})
