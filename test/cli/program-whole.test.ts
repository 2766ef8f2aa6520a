// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { temporaryFolder } from '../support/command-line.ts'

const ROOT = resolve(import.meta.dirname, '../..')

test('a program of which a part is missing, or was replaced, says so in two lines and blames nobody’s estate', (t) => {
  const folder = temporaryFolder(t)
  for (const part of ['bin', 'dist', 'policies', 'package.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const table = join(folder, 'dist/parts/program.json')
  const whole = readFileSync(table, 'utf8')
  const run = (...words: readonly string[]) =>
    spawnSync(process.execPath, [join(folder, 'bin/portwright.js'), ...words], {
      encoding: 'utf8',
      cwd: folder,
      env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
    })
  const plan = ['plan', 'policies/examples/small/estate.yaml', '--against', 'policies/examples/small/estate.yaml']
  t.is(run(...plan).status, 0)
  const broken = (why: RegExp): void => {
    for (const words of [plan, ['traffic', 'policies/examples/small/estate.yaml', 'none.log']]) {
      const { status, stderr, stdout } = run(...words)
      t.deepEqual([status, stdout], [70, ''], stderr)
      t.regex(stderr, why)
      t.is(stderr.trimEnd().split('\n').length, 2, stderr)
    }
  }
  writeFileSync(table, whole.replace(/"hash":"./, '"hash":"x'))
  broken(/^portwright: a part of the program cannot be loaded: it was replaced while it ran\nhint: run it again/)
  rmSync(table)
  broken(/^portwright: a part of the program cannot be loaded: ENOENT/)
})
