// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'
import * as xmlbuilder2 from 'xmlbuilder2'
import * as yaml from 'yaml'

/** Where the build puts what it keeps beside the program. */
const OUTSIDE: ReadonlyMap<string, string> = new Map([
  ['ts-morph', 'ts-morph'],
  ['xmlbuilder2', './parts/xmlbuilder2.cjs'],
  ['yaml', './parts/yaml.cjs'],
  ['./compile-template.ts', './parts/compile-template.cjs'],
])

/** Without those that Node.js adds to a module that is no ES module. */
const namesOf = (library: object): readonly string[] =>
  Object.keys(library).filter((name) => name !== 'default' && name !== 'module.exports')

/** Libraries of which a command may need no more than that they could be used. */
const LIBRARIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['./parts/xmlbuilder2.cjs', namesOf(xmlbuilder2)],
  ['./parts/yaml.cjs', namesOf(yaml)],
])

/** A module that stands for one outside, and loads it when one of its names is used for the first time. */
const outside = (path: string, names: readonly string[] | undefined): string =>
  names === undefined
    ? `module.exports = require(${JSON.stringify(path)})`
    : `let all
for (const name of ${JSON.stringify(names)})
  Object.defineProperty(exports, name, { enumerable: true, get: () => (all ??= require(${JSON.stringify(path)}))[name] })
`

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
      contents: outside(path, LIBRARIES.get(path)),
      resolveDir: root,
    }))
    // Commander starts processes for commands that are programs of their own; there are none.
    build.onLoad({ filter: /[\\/]commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^const childProcess = .*$/m, 'const childProcess = {};'),
      loader: 'js',
    }))
  },
})
