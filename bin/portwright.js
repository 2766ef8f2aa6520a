#!/usr/bin/env node
// SPDX-License-Identifier: MIT
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { useCompileCache } from './compile-cache.js'

process.on('SIGINT', () => process.exit(130))

const main = fileURLToPath(new URL('../dist/main.cjs', import.meta.url))
/** The Node.js that `npm ci` puts into a checkout, for a machine whose own is too old. */
const ownNode = fileURLToPath(
  new URL(`../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url),
)
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  if (existsSync(ownNode)) {
    const { spawnSync } = await import('node:child_process')
    process.exitCode = spawnSync(ownNode, process.argv.slice(1), { stdio: 'inherit' }).status ?? 70
  } else {
    process.stderr.write(`portwright: Node.js 22.18 or later is needed; this is ${process.version}.\n`)
    process.exitCode = 70
  }
} else if (existsSync(main)) {
  useCompileCache()
  module.createRequire(main)(main)
} else {
  process.stderr.write('portwright: this checkout is not built yet; run “npm ci” or “npm run build”.\n')
  process.exitCode = 70
}
