// SPDX-License-Identifier: MIT
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import test from 'ava'
import ts from 'typescript'
import { publishedFiles } from '../../scripts/portable/published-files.ts'
import { temporaryFolder } from '../support/command-line.ts'
import { inTurn } from '../support/in-turn.ts'

/** Each takes seconds. */
const scenario = inTurn(test.serial, 2)
/** As long as many others together. */
const build = inTurn(test.serial, 4)

const ROOT = resolve(import.meta.dirname, '../..')
const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()

/** What npm would publish, unpacked. */
let packed = ''
test.before(() => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-package-'))
  packed = join(folder, 'package')
  const npm = ['npm', ['pack', '--ignore-scripts', '--json', '--offline', '--pack-destination', folder]] as const
  const [{ filename }] = JSON.parse(execFileSync(...npm, { cwd: ROOT, encoding: 'utf8' }))
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder])
})
test.after.always(() => {
  if (packed !== '') rmSync(dirname(packed), { recursive: true, force: true })
})

test.serial('the package holds what a user needs, and nothing that is run in place of a source', (t) => {
  const files = filesBelow(packed)
  for (const name of [
    'bin/portwright.js',
    'dist/main.cjs',
    'dist/THIRD-PARTY-NOTICES.txt',
    'dist/index.cjs',
    'dist/powershell/Portwright/Portwright.psd1',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/index.d.cts',
    'docs/estate.md',
    'schema/estate.schema.json',
    'LICENSE',
    'README.md',
  ])
    t.true(files.includes(name), name)
  t.deepEqual(publishedFiles(ROOT), files, 'the portable archive holds the same')
  const outside = files.filter(
    (name) =>
      name.startsWith('dist/') &&
      !/\.(c?js|json|txt|d\.c?ts)$|^dist\/program\.sha256$|^dist\/powershell\/Portwright\/Portwright\.(psd1|psm1|format\.ps1xml)$/.test(
        name,
      ),
  )
  t.deepEqual(outside, [])
})

test.serial('the packed command compiles and proves an estate with nothing beside it', (t) => {
  const run = (...words: readonly string[]) =>
    spawnSync(process.execPath, [join(packed, 'bin/portwright.js'), ...words], { encoding: 'utf8', cwd: packed })
  const out = join(temporaryFolder(t), 'out')
  const compile = run('compile', 'policies/examples/hierarchy/estate.yaml', '--out', out, '--quiet')
  t.is(compile.status, 0, compile.stderr)
  t.is(run('verify', out).status, 0)
  t.deepEqual(Object.keys(MANIFEST.dependencies), ['ts-morph'], 'for estates in TypeScript alone')
})

test.serial('what the bundles hold is named with its licence', (t) => {
  const text = readFileSync(join(ROOT, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8')
  for (const name of ['commander', 'handlebars', 'xmlbuilder2', 'yaml', 'zod', '@dagrejs/dagre'])
    t.regex(text, new RegExp(`^${name} \\S+ \\((MIT|ISC)\\)$`, 'm'))
  t.true((text.match(/without restriction|with or without fee/g)?.length ?? 0) >= 8, 'the texts are there too')
})

scenario('the library runs as its page shows, and its types need no other package', (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(packed, join(folder, 'node_modules/portwright'), 'junction')
  // A project of its own, whatever lies in the folders above.
  writeFileSync(join(folder, 'package.json'), '{}')
  const hosts = "{ 'a.test': { addresses: ['10.0.0.1'] } }"
  const estates = [
    `{ name: 'a', product: 'cmcb', hosts: ${hosts} }`,
    `{ name: 'a', product: 'cm2099', hosts: ${hosts} }`,
    `{ name: 'a', product: 'cmcb', hosts: { a: { addresses: [10] } } }`,
  ]
  const files = estates.map((text, index) => {
    const file = join(folder, `estate${index}.ts`)
    writeFileSync(file, `import { estate } from 'portwright'\nexport default estate(${text})\n`)
    return file
  })
  const page = readFileSync(join(ROOT, 'docs/library.md'), 'utf8')
  const shown = (language: string): string =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text).join('')
  const example = join(folder, 'example.mts')
  writeFileSync(
    example,
    `declare const console: { log: (...values: unknown[]) => void }
declare class TextEncoder { encode(text: string): Uint8Array }\n${shown('ts')}
import * as all from 'portwright'
for (const [name, value] of Object.entries(all)) console.log(name, typeof value)\n`,
  )
  const other = join(folder, 'other.cts')
  writeFileSync(
    other,
    `import portwright = require('portwright')
export const diagnostics: Promise<readonly portwright.Diagnostic[]> = portwright.check({ path: 'a.yaml', text: '' })
declare const console: { log: (...values: unknown[]) => void }
diagnostics.then((all) => console.log(all.map(({ code }) => code)))\n`,
  )
  const program = ts.createProgram([...files, example, other], {
    strict: true,
    noEmit: true,
    types: [],
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    lib: ['lib.es2023.d.ts'],
  })
  const found = ts.getPreEmitDiagnostics(program)
  const of = (index: number): string =>
    found
      .filter(({ file }) => file?.fileName.endsWith(`estate${index}.ts`))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .join()
  t.deepEqual(
    found.filter(({ file }) => !/estate[12]\.ts$/.test(file?.fileName ?? '')).map(({ messageText }) => messageText),
    [],
  )
  t.regex(of(1), /cm2099/)
  t.regex(of(2), /number/)

  const run = (file: string, ...words: readonly string[]) =>
    spawnSync(process.execPath, [...words, file], { encoding: 'utf8', cwd: folder })
  const ran = run(example)
  const names = ['can', 'check', 'compile', 'estate', 'lint', 'plan', 'read']
  t.is(ran.stdout, `${shown('text')}${names.map((name) => `${name} function\n`).join('')}`, ran.stderr)
  const required = join(folder, 'required.cjs')
  writeFileSync(
    required,
    ts.transpileModule(readFileSync(other, 'utf8'), { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText,
  )
  t.is(run(required).stdout, "[ 'empty-file' ]\n")
})

build('two builds of one tree give the same bytes', (t) => {
  const folder = join(temporaryFolder(t), 'dist')
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/build.ts'), folder], { encoding: 'utf8' })
  t.is(status, 0, stderr)
  const dist = join(ROOT, 'dist')
  t.deepEqual(filesBelow(folder), filesBelow(dist), 'run “npm run build” first')
  for (const name of filesBelow(folder))
    t.true(readFileSync(join(folder, name)).equals(readFileSync(join(dist, name))), name)
})

test.serial('code is kept for the next start in a folder of the user alone, and in no other', (t) => {
  const home = temporaryFolder(t)
  const { NODE_COMPILE_CACHE: _, ...own } = process.env
  const start = (): void => {
    const env = { ...own, HOME: home, XDG_CACHE_HOME: '', LOCALAPPDATA: join(home, '.cache') }
    const { status } = spawnSync(process.execPath, [join(ROOT, 'bin/portwright.js'), '--version'], { env })
    t.is(status, 0)
  }
  const folder = join(home, '.cache/portwright')
  start()
  t.true(existsSync(join(folder, 'code')))
  if (process.platform === 'win32') return
  t.is(statSync(folder).mode & 0o777, 0o700)
  const [kept] = filesBelow(folder)
  writeFileSync(join(folder, kept as string), 'not what Node.js has written')
  start()

  const others = join(temporaryFolder(t), 'portwright')
  mkdirSync(others)
  chmodSync(others, 0o777)
  const env = { ...own, XDG_CACHE_HOME: resolve(others, '..') }
  t.is(spawnSync(process.execPath, [join(ROOT, 'bin/portwright.js'), '--version'], { env }).status, 0)
  t.deepEqual(readdirSync(others), [])
})
