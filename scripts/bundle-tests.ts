// SPDX-License-Identifier: MIT
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

/** A folder of fewer files shares its thread with others of its kind. */
const FEW = 3
const OTHERS = 'others'

/** The folder of test/ that a file lies in; each target's own where it has one. */
const folderOf = (file: string): string => /^(targets\/[^/]+(?=\/)|[^/]+(?=\/)|)/.exec(file)?.[0] ?? ''

/** The files by the thread that they run in; the folders `alone` have one of their own. */
const groupsOf = (files: readonly string[], alone: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const folders = Map.groupBy(files, folderOf)
  return Map.groupBy(files, (file) => {
    const folder = folderOf(file)
    const few = !folder.startsWith('targets/') && !alone.includes(folder) && (folders.get(folder)?.length ?? 0) < FEW
    return few ? OTHERS : folder
  })
}

/** A test file imports ava; what it gets puts the file's name before its titles and runs its tests in their turn. */
const named = (name: string): string => `
  import test from 'ava'
  const named = (title, ...rest) => test.serial(${JSON.stringify(`${name} › `)} + title, ...rest)
  export default Object.assign(named, { serial: named, before: test.before, after: test.after })
`

const plugin = (tests: string, groups: ReadonlyMap<string, readonly string[]>): Plugin => ({
  name: 'tests',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^group:/ }, ({ path }) => ({ path: path.slice('group:'.length), namespace: 'group' }))
    onLoad({ filter: /.*/, namespace: 'group' }, ({ path }) => ({
      contents: (groups.get(path) ?? []).map((file) => `import ${JSON.stringify(join(tests, file))}\n`).join(''),
      resolveDir: tests,
    }))
    onResolve({ filter: /^ava$/ }, ({ path, importer, namespace }) =>
      namespace === 'file' && importer.endsWith('.test.ts')
        ? { path: importer, namespace: 'named' }
        : { path, external: true },
    )
    onLoad({ filter: /.*/, namespace: 'named' }, ({ path }) => {
      const file = relative(tests, path).replaceAll('\\', '/')
      const folder = folderOf(file)
      const from = groups.has(folder) ? folder.length + 1 : 0
      return { contents: named(file.slice(from, -'.test.ts'.length)) }
    })
    // Where a file lies is where its source does.
    onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      if (!text.includes('import.meta.')) return undefined
      const contents = text
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
      return { contents, loader: 'ts' }
    })
  },
})

/**
 * Writes the test files of test/ into FOLDER, one module for each folder of theirs: a file of its own has a thread of its
 * own, and what each thread loads, reads and compiles before its first test costs more than most tests do.
 */
export const bundleTests = async (root: string, folder: string, alone: readonly string[]): Promise<void> => {
  const tests = resolve(root, 'test')
  const files = globSync('**/*.test.ts', { cwd: tests })
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
  const groups = groupsOf(files, alone)
  await build({
    absWorkingDir: root,
    entryPoints: [...groups.keys()].map((name) => ({ in: `group:${name}`, out: `${name.replaceAll('/', '-')}.test` })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'shared/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    // For what is no module: the code of a start, which runs before any module is read.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url)",
    },
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [plugin(tests, groups)],
  })
}
