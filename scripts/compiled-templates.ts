// SPDX-License-Identifier: MIT
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { loadTemplate } from '../src/formats/template/load-template.ts'
import { precompileTemplate } from '../src/formats/template/precompile-template.ts'
import { TEMPLATE_LANGUAGES } from './template-languages.ts'

/** Folders whose templates become files before the program runs. */
const MADE_BEFORE: ReadonlySet<string> = new Set(['export', 'module'])

/**
 * Sources by name of the module that stands in for `compile-template.ts` in a build, and of those that it requires: every
 * template, checked and compiled, one module a folder of them.
 */
export const compiledTemplates = (root: string): ReadonlyMap<string, string> => {
  const names = readdirSync(join(root, 'templates'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hbs') && !MADE_BEFORE.has(name.split(/[\\/]/)[0] as string))
    .map((name) => name.replaceAll('\\', '/').replace(/\.hbs$/, ''))
    .sort()
  const entries = Map.groupBy(names, (name) => name.split('/')[0] as string)
  const entryOf = (name: string): string => {
    const language = TEMPLATE_LANGUAGES[name.split('/')[0] as string]
    if (language === undefined) throw new Error(`The template ${name} has no language.`)
    const { code, partials } = precompileTemplate(name, loadTemplate(name), language)
    return `${JSON.stringify(name)}: () => ({ specification: ${code}, partials: ${JSON.stringify(partials)} }),\n`
  }
  const folders = [...entries.keys()].map(
    (folder) => `${JSON.stringify(folder)}: () => require("./templates-${folder}.cjs"),\n`,
  )
  return new Map([
    [
      'compile-template',
      `const FOLDERS = {\n${folders.join('')}}
export const compileTemplate = (name) => {
  const [folder] = name.split('/')
  const templates = Object.hasOwn(FOLDERS, folder) ? FOLDERS[folder]().TEMPLATES : {}
  if (!Object.hasOwn(templates, name)) throw new Error('no template ' + name)
  return templates[name]()
}
`,
    ],
    ...[...entries].map(
      ([folder, of]) => [`templates-${folder}`, `export const TEMPLATES = {\n${of.map(entryOf).join('')}}\n`] as const,
    ),
  ])
}
