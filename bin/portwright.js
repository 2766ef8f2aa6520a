#!/usr/bin/env node
// SPDX-License-Identifier: MIT
'use strict'
const { existsSync } = require('node:fs')
const { join } = require('node:path')

process.on('SIGINT', () => process.exit(130))

const main = join(__dirname, '../dist/main.cjs')
/** The Node.js that `npm ci` puts into a checkout, for a machine whose own is too old. */
const ownNode = join(__dirname, `../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`)
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  if (existsSync(ownNode)) {
    const { spawnSync } = require('node:child_process')
    process.exitCode = spawnSync(ownNode, process.argv.slice(1), { stdio: 'inherit' }).status ?? 70
  } else {
    process.stderr.write(`portwright: Node.js 22.18 or later is needed; this is ${process.version}.\n`)
    process.exitCode = 70
  }
} else if (existsSync(main)) {
  require('./load-script.js').loadScript(main, process.argv.slice(2))
} else {
  process.stderr.write('portwright: this checkout is not built yet; run “npm ci” or “npm run build”.\n')
  process.exitCode = 70
}
