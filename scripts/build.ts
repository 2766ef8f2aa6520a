// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { packCatalog } from '../src/catalog/catalog-json.ts'
import { loadCatalog } from '../src/catalog/load-catalog.ts'

const ROOT = resolve(import.meta.dirname, '..')
const OUT = join(ROOT, 'dist')

rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })

// One module a command, the small libraries inside: a cold start reads few files.
await build({
  entryPoints: { main: join(ROOT, 'src/cli/main.ts'), index: join(ROOT, 'src/index.ts') },
  outdir: OUT,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  external: ['ts-morph', 'node-powershell'],
  // Libraries in the older module form ask for `require`.
  banner: { js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);" },
  legalComments: 'none',
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
  chunkNames: 'chunks/[name]-[hash]',
})

const catalog = loadCatalog((name) => readFileSync(join(ROOT, 'policies/catalog', name), 'utf8'))
writeFileSync(join(OUT, 'catalog.json'), packCatalog(catalog))

// Types for estates written in TypeScript.
const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], {
  cwd: ROOT,
  stdio: 'inherit',
})
if (types.status !== 0) process.exitCode = 1
