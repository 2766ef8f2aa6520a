// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { bundleTests } from './bundle-tests.ts'

/**
 * `node scripts/test.ts [FILE ...]`: runs ava and ends with one line of counts: tests that leave themselves out say `SKIP`
 * and are counted, never hidden. All tests together run as one module a folder (bundle-tests.ts), files as they stand.
 */
const ROOT = resolve(import.meta.dirname, '..')
const BUNDLES = '.tests'
const ava = JSON.parse(readFileSync(join(ROOT, 'node_modules/ava/package.json'), 'utf8')) as {
  readonly bin: { readonly ava: string }
}
/** What takes longest begins first; the rest follows in the order of its names. */
const LONGEST = [
  'servers',
  'others',
  'targets-netsh',
  'preview',
  'targets-gpo',
  'scripts',
  'targets-powershell',
  'read',
  'formats',
  'windows',
  'cli',
  'units',
  'targets-dsc',
  'targets-wfp',
  'targets-ansible',
  'lint',
  'output',
  'change',
  'targets-intune',
]

/** Two for each processor: PowerShell, servers, browsers and wine are waited for, and no processor idles meanwhile. */
const AT_ONCE = 2 * availableParallelism()

const bundled = async (): Promise<readonly string[]> => {
  const folder = join(ROOT, BUNDLES)
  rmSync(folder, { recursive: true, force: true })
  await bundleTests(ROOT, folder, LONGEST)
  const config = `
    const longest = ${JSON.stringify(LONGEST)}.map((name) => name + '.test.mjs')
    const place = (path) => (longest.indexOf(path.split(/[\\\\/]/).at(-1)) + 1 || longest.length + 1)
    export default {
      extensions: ['mjs'],
      files: ['${BUNDLES}/*.test.mjs'],
      timeout: '20m',
      sortTestFiles: (one, other) => place(one) - place(other) || (one < other ? -1 : 1),
    }
  `
  writeFileSync(join(folder, 'ava.config.mjs'), config)
  return ['--config', join(BUNDLES, 'ava.config.mjs'), '--concurrency', String(AT_ONCE)]
}

let passed = 0
let failed = 0
let skipped = 0
const count = (line: string): void => {
  if (/^\s*✔ /.test(line)) passed += 1
  if (/^\s*✘ /.test(line)) failed += 1
  // What a test logs stands below its line.
  if (/^\s*ℹ SKIP\b/.test(line)) skipped += 1
}

/** Its lines come whole: standard output and errors print into one stream. */
const run = (words: readonly string[]): Promise<number> =>
  new Promise((resolved) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules/ava', ava.bin.ava), ...words], {
      cwd: ROOT,
      stdio: ['inherit', 'pipe', 'pipe'],
      // What one process compiled, ava or a command that a test starts, the next one takes.
      env: { ...process.env, FORCE_COLOR: '0', NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/tests') },
    })
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        count(line)
        process.stdout.write(`${line}\n`)
      })
    child.on('close', (code) => resolved(code ?? 1))
  })

const asked = process.argv.slice(2)
const code = await run(asked.length > 0 ? asked : await bundled())
if (code !== 0 && failed === 0) failed = 1
process.stdout.write(`\n${passed - skipped} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exitCode = code
