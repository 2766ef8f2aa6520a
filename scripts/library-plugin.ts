// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/** Facts of the package without a file system: files beside the library are loaded as modules. */
const facts = (root: string): string => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }
  return `
import { catalogOf } from '../catalog/catalog-json.ts'
let known = null
export const ownFacts = () => {
  known ??= { version: ${JSON.stringify(version)}, catalog: catalogOf(require('./catalog.json')), shape: require('./shape.json') }
  return known
}
`
}

const NO_TEMPLATES = `
export const loadTemplate = (name) => {
  throw new Error('no template ' + name)
}
`

/** Puts in place of what reads the package's own files what a build has made of them. */
export const libraryPlugin = (root: string): Plugin => ({
  name: 'library',
  setup: (build) => {
    build.onResolve({ filter: /^\.\/(?:catalog|shape)\.json$/ }, ({ path }) => ({ path, external: true }))
    build.onLoad({ filter: /[\\/]library[\\/]own-facts\.ts$/ }, () => ({
      contents: facts(root),
      resolveDir: join(root, 'src/library'),
      loader: 'js',
    }))
    build.onLoad({ filter: /[\\/]template[\\/]load-template\.ts$/ }, () => ({ contents: NO_TEMPLATES, loader: 'js' }))
  },
})
