// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import test from 'ava'
import { publishedFiles } from '../../scripts/portable/published-files.ts'
import { type ConsoleStep, stepsOf, withOutputs } from '../support/docs/page.ts'
import { ofThisTurn } from '../support/in-turn.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8').replaceAll('\r\n', '\n')

const PAGES = [
  'README.md',
  'SECURITY.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true }).map((path) => `docs/${path}`.replaceAll('\\', '/')),
]
  .filter((path) => path.endsWith('.md') && existsSync(join(ROOT, path)))
  .toSorted()

const isCommand = (step: { readonly kind: string }): step is ConsoleStep => step.kind === 'command'

test('every console block of the pages shows what its commands print', (t) => {
  const shown = PAGES.map((name) => ({ name, steps: stepsOf(read(name)) })).filter(({ steps }) => steps.some(isCommand))
  const pages = process.env.UPDATE_DOCS === '1' ? shown : ofThisTurn(shown, 2)
  if (pages.length < shown.length)
    t.log(`${shown.length - pages.length} of ${shown.length} pages have their turn in other runs`)
  const ran = spawnSync(process.execPath, [join(ROOT, 'test/support/docs/run-pages.ts')], {
    input: JSON.stringify({ pages, root: ROOT }),
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  t.is(ran.status, 0, ran.stderr)
  const results = JSON.parse(ran.stdout) as readonly (readonly (string | null)[])[]
  let left = 0
  pages.forEach(({ name, steps }, page) => {
    const commands = steps.filter(isCommand)
    const outputs = commands.map((command, at) => results[page]?.[at] ?? command.output)
    left += commands.filter((_, at) => results[page]?.[at] === null).length
    if (process.env.UPDATE_DOCS === '1') writeFileSync(join(ROOT, name), withOutputs(read(name), outputs))
    else for (const [at, command] of commands.entries()) t.is(outputs[at], command.output, `${name}: ${command.line}`)
  })
  // PowerShell is missing: pwshFor counts it, or fails where it is required.
  if (left > 0) pwshFor(t)
})

test('every link of the pages leads to a page and a heading that is there', (t) => {
  const anchorsOf = (path: string): ReadonlySet<string> =>
    new Set(
      [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replaceAll('`', '')
          .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      ),
    )
  for (const name of PAGES) {
    for (const [, target = ''] of read(name).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const at = path === '' ? name : join(dirname(name), path)
      t.true(existsSync(join(ROOT, at)), `${name}: ${target}`)
      if (anchor !== undefined && at.endsWith('.md')) t.true(anchorsOf(at).has(anchor), `${name}: ${target}`)
    }
  }
})

test('from the index every page is found', (t) => {
  const seen = new Set<string>(['README.md'])
  for (const name of seen)
    for (const [, target = ''] of read(name).matchAll(/\]\(([^)\s#]+\.md)[^)]*\)/g))
      if (!/^[a-z]+:/.test(target)) seen.add(join(dirname(name), target).replaceAll('\\', '/'))
  t.deepEqual(
    PAGES.filter((page) => !seen.has(page)),
    [],
  )
})

test('a file that a page has its reader write is named in the text above it: a fence does not show its name', (t) => {
  for (const name of PAGES) {
    const page = read(name)
    for (const { index, 0: fence, 1: file = '' } of page.matchAll(/^```(?!console)\S+[ \t]+(\S+)$/gm)) {
      const above = page.slice(0, index).trimEnd().split('\n').at(-1) ?? ''
      t.true(above.includes(`\`${file}\``), `${name}: ${fence}`)
    }
  }
})

test('a page of the package links to nothing that the package lacks', (t) => {
  const published = new Set(publishedFiles(ROOT))
  for (const name of PAGES.filter((page) => published.has(page)))
    for (const [, target = ''] of read(name).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)) {
      const path = join(dirname(name), target).replaceAll('\\', '/')
      const isThere = published.has(path) || [...published].some((file) => file.startsWith(`${path}/`))
      if (!/^[a-z]+:/.test(target)) t.true(isThere, `${name}: ${target}`)
    }
})
