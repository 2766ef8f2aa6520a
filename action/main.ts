// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runAction } from './run-action.ts'
import type { Ran } from './world.ts'

const run = (program: string, words: readonly string[]): Ran => {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    cwd: process.env.GITHUB_WORKSPACE ?? process.cwd(),
  })
  return { exit: status ?? 70, out: stdout ?? '', err: `${stderr ?? ''}${error?.message ?? ''}` }
}

process.exitCode = await runAction({
  environment: process.env,
  portwright: (...words) => run(process.execPath, [join(import.meta.dirname, '../bin/portwright.js'), ...words]),
  git: (...words) => run('git', words),
  fetch,
  readFile: (path) => readFileSync(path, 'utf8'),
  exists: existsSync,
  writeFile: (path, text) => writeFileSync(path, text),
  append: (path, text) => appendFileSync(path, text),
  say: (text) => void process.stdout.write(text.endsWith('\n') || text === '' ? text : `${text}\n`),
})
