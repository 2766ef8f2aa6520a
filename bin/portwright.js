#!/usr/bin/env node
// SPDX-License-Identifier: MIT
import { existsSync } from 'node:fs'
import module from 'node:module'

process.on('SIGINT', () => process.exit(130))
module.enableCompileCache?.()

const main = new URL('../dist/main.js', import.meta.url)
if (existsSync(main)) await import(main.href)
else {
  process.stderr.write('portwright: this checkout is not built yet; run “npm ci” or “npm run build”.\n')
  process.exitCode = 70
}
