#!/usr/bin/env node
// SPDX-License-Identifier: MIT
import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

process.on('SIGINT', () => process.exit(130))
module.enableCompileCache?.()

/** Code that the build keeps for the Node.js it ran on; V8 refuses it where anything differs. */
const runCached = (path, require) => {
  const kept = `${path}.${process.version}-${process.arch}`
  if (!existsSync(kept)) return false
  const wrapped = module.wrap(readFileSync(path, 'utf8'))
  const script = new Script(wrapped, { filename: path, cachedData: readFileSync(kept) })
  if (script.cachedDataRejected) return false
  const own = { exports: {} }
  script.runInThisContext()(own.exports, require, own, path, dirname(path))
  return true
}

const main = fileURLToPath(new URL('../dist/main.cjs', import.meta.url))
/** The Node.js that `npm ci` puts into a checkout, for a machine whose own is too old. */
const ownNode = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
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
  const require = module.createRequire(main)
  if (!runCached(main, require)) require(main)
} else {
  process.stderr.write('portwright: this checkout is not built yet; run “npm ci” or “npm run build”.\n')
  process.exitCode = 70
}
