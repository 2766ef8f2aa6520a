// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'

/** Where the build puts what it keeps beside the program. */
const OUTSIDE: ReadonlyMap<string, string> = new Map([
  ['ts-morph', 'ts-morph'],
  ['xmlbuilder2', './parts/xmlbuilder2.cjs'],
  ['yaml', './parts/yaml.cjs'],
  ['./compile-template.ts', './parts/compile-template.cjs'],
])

/** Leaves what most commands do not need outside of the program, to be loaded when it is first used. */
export const buildPlugin = (root: string): Plugin => ({
  name: 'portwright',
  setup: (build) => {
    build.onResolve({ filter: /.*/, namespace: 'outside' }, ({ path }) => ({ path, external: true }))
    build.onResolve({ filter: /^(ts-morph|xmlbuilder2|yaml|\.\/compile-template\.ts)$/ }, ({ path }) => ({
      path: OUTSIDE.get(path) as string,
      namespace: 'outside',
    }))
    build.onLoad({ filter: /.*/, namespace: 'outside' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)})`,
      resolveDir: root,
    }))
    // Commander starts processes for commands that are programs of their own; there are none.
    build.onLoad({ filter: /[\\/]commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^const childProcess = .*$/m, 'const childProcess = {};'),
      loader: 'js',
    }))
  },
})
