// SPDX-License-Identifier: MIT
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { loadTemplate } from '../src/formats/template/load-template.ts'
import { precompileTemplate } from '../src/formats/template/precompile-template.ts'
import { TEMPLATE_LANGUAGES } from './template-languages.ts'

/** Source of the module that stands in for `compile-template.ts` in a build: every template, checked and compiled. */
export const compiledTemplates = (root: string): string => {
  const names = readdirSync(join(root, 'templates'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hbs'))
    .map((name) => name.replaceAll('\\', '/').replace(/\.hbs$/, ''))
    .sort()
  const entries = names.map((name) => {
    const language = TEMPLATE_LANGUAGES[name.split('/')[0] as string]
    if (language === undefined) throw new Error(`The template ${name} has no language.`)
    const { code, partials } = precompileTemplate(name, loadTemplate(name), language)
    return `${JSON.stringify(name)}: () => ({ specification: ${code}, partials: ${JSON.stringify(partials)} }),\n`
  })
  return `const TEMPLATES = {\n${entries.join('')}}
export const compileTemplate = (name) => {
  if (!Object.hasOwn(TEMPLATES, name)) throw new Error('no template ' + name)
  return TEMPLATES[name]()
}
`
}
