// SPDX-License-Identifier: MIT
import type { Language } from './language.ts'
import { precompileTemplate } from './precompile-template.ts'

export interface CompiledTemplate {
  readonly specification: TemplateSpecification
  /** Names of what it includes. */
  readonly partials: readonly string[]
}

/** The build puts a module in the place of this one that holds the templates of the package, checked and compiled. */
export const compileTemplate = (name: string, load: (name: string) => string, language: Language): CompiledTemplate => {
  const { code, partials } = precompileTemplate(name, load(name), language)
  return { specification: new Function(`return ${code}`)() as TemplateSpecification, partials }
}
