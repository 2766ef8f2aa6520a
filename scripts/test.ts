// SPDX-License-Identifier: MIT
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { bundleTests, type TestLane } from './bundle-tests.ts'

/**
 * `node scripts/test.ts [FILE ...]`: runs ava and ends with one line of counts: tests that leave themselves out say `SKIP`
 * and are counted, never hidden. All tests together run in a few processes (bundle-tests.ts), files by name as they stand.
 */
const ROOT = resolve(import.meta.dirname, '..')
const BUNDLES = '.tests'
const ava = JSON.parse(readFileSync(join(ROOT, 'node_modules/ava/package.json'), 'utf8')) as {
  readonly bin: { readonly ava: string }
}
/**
 * What runs side by side: lanes that wait for wine, servers, PowerShell and browsers, and two that compute. Tests of one
 * lane share its PowerShell, its browser and what V8 has compiled.
 */
const LANES: readonly TestLane[] = [
  { name: 'wine', of: ['targets/netsh/', 'windows/', 'formats/reg-text/'] },
  {
    name: 'servers',
    of: ['servers/', 'cli/apply', 'cli/plan-live', 'targets/ansible/', 'docs/', 'injection/', 'action/'],
  },
  {
    name: 'powershell',
    of: [
      'targets/gpo/',
      'units/',
      'targets/intune/',
      'targets/baseline/',
      'targets/dsc/',
      'cli/artifacts',
      'cli/completion/',
      'output/',
    ],
  },
  { name: 'scripts', of: ['targets/powershell/', 'powershell-module/', 'scripts/'] },
  { name: 'browser', of: ['preview/', 'cli/'] },
  { name: 'readers', of: ['formats/', 'read/', 'lint/', 'traffic/', 'import/', 'adopt/'] },
  { name: 'compilers', of: [] },
]

const bundled = async (): Promise<readonly string[]> => {
  const folder = join(ROOT, BUNDLES)
  rmSync(folder, { recursive: true, force: true })
  await bundleTests(ROOT, folder, LANES)
  const config = `
    export default {
      extensions: ['mjs'],
      files: ['${BUNDLES}/*.test.mjs'],
      timeout: '20m',
      workerThreads: false,
    }
  `
  writeFileSync(join(folder, 'ava.config.mjs'), config)
  return ['--config', join(BUNDLES, 'ava.config.mjs'), '--concurrency', String(LANES.length)]
}

/** Which of the dear scenarios run (test/support/in-turn.ts): the commit decides, so that the next ones run the others. */
const turn = (): string => {
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' })
  return String(Number.parseInt(stdout?.slice(0, 8) || '0', 16))
}

let passed = 0
let failed = 0
let skipped = 0
let left = 0
const count = (line: string): void => {
  if (/^\s*✔ /.test(line)) passed += 1
  if (/^\s*✘ /.test(line)) failed += 1
  if (/^\s*- \[skip\] /.test(line)) left += 1
  // What a test logs stands below its line.
  if (/^\s*ℹ SKIP\b/.test(line)) skipped += 1
}

const asked = process.argv.slice(2)
/** Its lines come whole: standard output and errors print into one stream. */
const run = (words: readonly string[]): Promise<number> =>
  new Promise((resolved) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules/ava', ava.bin.ava), ...words], {
      cwd: ROOT,
      stdio: ['inherit', 'pipe', 'pipe'],
      // What one process compiled, ava or a command that a test starts, the next one takes.
      env: {
        PORTWRIGHT_TURN: asked.length > 0 ? 'all' : turn(),
        ...process.env,
        FORCE_COLOR: '0',
        NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/tests'),
      },
    })
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        count(line)
        process.stdout.write(`${line}\n`)
      })
    child.on('close', (code) => resolved(code ?? 1))
  })

const code = await run(asked.length > 0 ? asked : await bundled())
if (code !== 0 && failed === 0) failed = 1
if (left > 0)
  process.stdout.write(`\n${left} dear scenarios have their turn in other runs; PORTWRIGHT_TURN=all runs them too\n`)
process.stdout.write(`\n${passed - skipped} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exitCode = code
