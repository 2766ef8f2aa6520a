// SPDX-License-Identifier: MIT
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

/** A process of the tests: its name, and what the paths of its files under test/ begin with; the last takes what is left. */
export interface TestLane {
  readonly name: string
  readonly of: readonly string[]
}

/** The files by their lane, the first that names one. */
const groupsOf = (files: readonly string[], lanes: readonly TestLane[]): ReadonlyMap<string, readonly string[]> =>
  Map.groupBy(
    files,
    (file) => (lanes.find(({ of }) => of.some((start) => file.startsWith(start))) ?? lanes.at(-1))?.name ?? '',
  )

/** A test file imports ava; what it gets puts the file's name before its titles and runs its tests in their turn. */
const named = (name: string): string => `
  import test from 'ava'
  const name = ${JSON.stringify(`${name} › `)}
  const named = (title, ...rest) => test.serial(name + title, ...rest)
  const skip = (title, ...rest) => test.skip(name + title, ...rest)
  export default Object.assign(named, { serial: named, skip, before: test.before, after: test.after })
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
      return { contents: named(file.slice(0, -'.test.ts'.length)) }
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
 * Writes the test files of test/ into FOLDER, one module for each lane: a file of its own has a process of its own, and what
 * each loads, reads and compiles before its first test, and V8 until it is quick, costs more than most tests do.
 */
export const bundleTests = async (root: string, folder: string, lanes: readonly TestLane[]): Promise<void> => {
  const tests = resolve(root, 'test')
  const files = globSync('**/*.test.ts', { cwd: tests })
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
  const groups = groupsOf(files, lanes)
  await build({
    absWorkingDir: root,
    entryPoints: [...groups.keys()].map((name) => ({ in: `group:${name}`, out: `${name}.test` })),
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
    logLevel: 'warning',
    plugins: [plugin(tests, groups)],
  })
}
