// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'

/** Compiles the example hierarchy and tells what lies where and what to do next. */
const estate = 'policies/examples/hierarchy/estate.yaml'
const { status } = spawnSync(process.execPath, ['bin/portwright.js', 'compile', estate, '--out', 'out'], {
  stdio: 'inherit',
})
if (status === 0)
  process.stderr.write(`
This was the example estate ${estate}: a central site, two primary sites, a secondary site, two groups of clients.

Look at it:   open out/preview/index.html in a browser; out/csv holds the tables
Prove it:     npm run -s portwright -- verify out
Use it:       copy the folder out/gpo to a computer with the Group Policy tools, then
              .\\Import-FirewallGpo.ps1 -WhatIf
Make yours:   npm run -s portwright -- init my-estate
`)
process.exitCode = status ?? 1
