// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { packCatalog } from '../src/catalog/catalog-json.ts'
import { loadCatalog } from '../src/catalog/load-catalog.ts'
import { estateShape } from '../src/estate/estate-shape.ts'
import { buildPlugin } from './build-plugin.ts'
import { compiledTemplates } from './compiled-templates.ts'
import { inAscii } from './in-ascii.ts'
import { libraryPlugin } from './library-plugin.ts'
import { marked } from './marked.ts'
import { moduleWrapper } from './module-wrapper.ts'
import { notices } from './notices.ts'
import { powershellModule } from './powershell-module.ts'
import { programParts } from './program-parts.ts'
import { standaloneTypes } from './standalone-types.ts'

const ROOT = resolve(import.meta.dirname, '..')
/** `node scripts/build.ts [FOLDER]`: two builds of one tree give the same bytes, wherever they go. */
const OUT = resolve(process.argv[2] ?? join(ROOT, 'dist'))

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
  metafile: true,
  absWorkingDir: ROOT,
} as const

const inputs = new Set<string>()
const bundle = async (options: BuildOptions): Promise<void> => {
  const { metafile } = await build({ ...COMMON, ...options })
  for (const path of Object.keys(metafile?.inputs ?? {})) inputs.add(join(ROOT, path))
}

const plugins = [buildPlugin(ROOT)]
const commonJs = { format: 'cjs', outExtension: { '.js': '.cjs' } } as const

// The library, once, for both kinds of module: two copies would be two states.
await bundle({
  ...commonJs,
  entryPoints: [join(ROOT, 'src/index.ts')],
  outdir: OUT,
  plugins: [libraryPlugin(ROOT), ...plugins],
  define: { 'import.meta.url': '""' },
})
// What stays outside of the program.
const parts = { ...commonJs, outdir: join(OUT, 'parts') }
await bundle({ ...parts, entryPoints: ['xmlbuilder2', 'yaml'] })
const templates = compiledTemplates(ROOT)
await bundle({
  ...parts,
  entryPoints: [...templates.keys()],
  plugins: [
    {
      name: 'templates',
      setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: /^\./ }, ({ path }) => ({ path, external: true }))
        onResolve({ filter: /.*/ }, ({ path }) => ({ path, namespace: 'templates' }))
        onLoad({ filter: /.*/ }, ({ path }) => ({ contents: templates.get(path) as string, loader: 'js' }))
      },
    },
  ],
})
for (const name of readdirSync(join(OUT, 'parts'))) {
  const path = join(OUT, 'parts', name)
  writeFileSync(path, marked(readFileSync(path, 'utf8')))
}
const define = { 'import.meta.dirname': '__dirname' }
const program = await programParts(ROOT, { ...COMMON, plugins, define })
for (const path of program.inputs) inputs.add(join(ROOT, path))
writeFileSync(join(OUT, 'main.cjs'), program.main)
writeFileSync(join(OUT, 'parts/program.cjs'), program.rest)
writeFileSync(join(OUT, 'parts/program.json'), program.table)
const scripts = [
  'main.cjs',
  ...readdirSync(join(OUT, 'parts'))
    .sort()
    .map((part) => `parts/${part}`),
]

const catalog = loadCatalog((name) => readFileSync(join(ROOT, 'policies/catalog', name), 'utf8'))
writeFileSync(join(OUT, 'catalog.json'), inAscii(packCatalog(catalog)))
writeFileSync(join(OUT, 'shape.json'), JSON.stringify(estateShape(catalog)))

// What answers were made by: those that are kept are for this very program.
const hash = createHash('sha256')
for (const name of [...scripts, 'catalog.json', 'shape.json']) hash.update(readFileSync(join(OUT, name)))
writeFileSync(join(OUT, 'program.sha256'), hash.digest('hex'))

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string }
mkdirSync(join(OUT, 'powershell/Portwright'), { recursive: true })
for (const [name, bytes] of await powershellModule(version))
  writeFileSync(join(OUT, 'powershell/Portwright', name), bytes)

writeFileSync(join(OUT, 'THIRD-PARTY-NOTICES.txt'), notices(inputs))

// Types for estates written in TypeScript and for users of the library.
const types = standaloneTypes(ROOT, ['diagnostics/diagnostic-code.ts', 'estate/estate-definition.ts'])
for (const name of ['index.d.ts', 'index.d.cts']) writeFileSync(join(OUT, name), types)
writeFileSync(join(OUT, 'index.js'), moduleWrapper(types))
