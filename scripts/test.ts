// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Runs ava and ends with one line of counts: tests that leave themselves out say `SKIP` and are counted, never hidden.
 * Files that wait for other programs most of the time run beside the others, so that no processor idles meanwhile.
 */
const ava = JSON.parse(readFileSync('node_modules/ava/package.json', 'utf8')) as {
  readonly bin: { readonly ava: string }
}
/** Of PowerShell, ssh servers, browsers and wine; the longest first. */
const WAITING = [
  'test/servers/**',
  'test/targets/powershell/**',
  'test/targets/gpo/**',
  'test/targets/netsh/**',
  'test/units/**',
  'test/formats/reg-text/**',
  'test/preview/**',
  'test/cli/package.test.ts',
  'test/output/**',
]

let passed = 0
let failed = 0
let skipped = 0
const count = (line: string): void => {
  if (/^\s*✔ /.test(line)) passed += 1
  if (/^\s*✘ /.test(line)) failed += 1
  // What a test logs stands below its line.
  if (/^\s*ℹ SKIP\b/.test(line)) skipped += 1
}

/** Its lines come whole: two runs print into one stream. */
const run = (words: readonly string[]): Promise<number> =>
  new Promise((resolved) => {
    const child = spawn(process.execPath, [join('node_modules/ava', ava.bin.ava), ...words], {
      stdio: ['inherit', 'pipe', 'pipe'],
      // Each test file runs in a thread of its own; what the first of them compiled the others take.
      env: { ...process.env, FORCE_COLOR: '0', NODE_COMPILE_CACHE: resolve('node_modules', '.cache', 'tests') },
    })
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        count(line)
        process.stdout.write(`${line}\n`)
      })
    child.on('close', (code) => resolved(code ?? 1))
  })

const asked = process.argv.slice(2)
const codes = await Promise.all(
  asked.length > 0 ? [run(asked)] : [run(WAITING), run(['test/**/*.test.ts', ...WAITING.map((one) => `!${one}`)])],
)
const code = Math.max(...codes)
if (code !== 0 && failed === 0) failed = 1
process.stdout.write(`\n${passed - skipped} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exitCode = code
