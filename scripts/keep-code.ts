// SPDX-License-Identifier: MIT
import { readFileSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, resolve } from 'node:path'
import { Script } from 'node:vm'

/**
 * Runs the built program with a command line and keeps the code that V8 has made of it, for bin/portwright.js:
 * `node scripts/keep-code.ts check estate.yaml`. Node's own cache leaves out the functions that a run compiles.
 */
const path = resolve(import.meta.dirname, '../dist/main.cjs')
const text = readFileSync(path, 'utf8')
const script = new Script(module.wrap(text), { filename: path })
const own = { exports: {} }
script.runInThisContext()(own.exports, module.createRequire(path), own, path, dirname(path))
process.on('exit', () => writeFileSync(`${path}.${process.version}-${process.arch}`, script.createCachedData()))
