// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { packCatalog } from '../src/catalog/catalog-json.ts'
import { loadCatalog } from '../src/catalog/load-catalog.ts'
import { estateShape } from '../src/estate/estate-shape.ts'
import { buildPlugin } from './build-plugin.ts'
import { compiledTemplates } from './compiled-templates.ts'

const ROOT = resolve(import.meta.dirname, '..')
const OUT = join(ROOT, 'dist')

rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })

const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  legalComments: 'none',
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
} as const

const ESTATE = 'policies/examples/small/estate.yaml'
const plugins = [buildPlugin(ROOT)]
const commonJs = { ...COMMON, format: 'cjs', outExtension: { '.js': '.cjs' } } as const

await build({ ...COMMON, entryPoints: [join(ROOT, 'src/index.ts')], outdir: OUT, format: 'esm', plugins })
// One file with the small libraries inside: each file more costs a cold start more than what it does not run.
await build({
  ...commonJs,
  entryPoints: [join(ROOT, 'src/cli/main.ts')],
  outdir: OUT,
  plugins,
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
})
// What stays outside of it.
const parts = { ...commonJs, outdir: join(OUT, 'parts') }
await build({ ...parts, entryPoints: ['xmlbuilder2', 'yaml'] })
await build({
  ...parts,
  entryPoints: ['compile-template'],
  plugins: [
    {
      name: 'templates',
      setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: /.*/ }, ({ path }) => ({ path, namespace: 'templates' }))
        onLoad({ filter: /.*/ }, () => ({ contents: compiledTemplates(ROOT), loader: 'js' }))
      },
    },
  ],
})

const catalog = loadCatalog((name) => readFileSync(join(ROOT, 'policies/catalog', name), 'utf8'))
writeFileSync(join(OUT, 'catalog.json'), packCatalog(catalog))
writeFileSync(join(OUT, 'shape.json'), JSON.stringify(estateShape(catalog)))

const kept = spawnSync(process.execPath, ['scripts/keep-code.ts', 'check', ESTATE], { cwd: ROOT, stdio: 'ignore' })
if (kept.status !== 0) throw new Error('the built program cannot check an estate')

// Types for estates written in TypeScript.
const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], {
  cwd: ROOT,
  stdio: 'inherit',
})
if (types.status !== 0) process.exitCode = 1
