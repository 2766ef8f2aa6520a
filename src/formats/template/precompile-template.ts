// SPDX-License-Identifier: MIT
import Handlebars from 'handlebars'
import { checkTemplate } from './check-template.ts'
import type { Language } from './language.ts'

export interface PrecompiledTemplate {
  /** A JavaScript expression whose value the runtime makes a template of. */
  readonly code: string
  /** Names of what it includes. */
  readonly partials: readonly string[]
}

/** Checks a template and turns it into JavaScript. Throws a `TemplateError` for an unsafe one. */
export const precompileTemplate = (name: string, source: string, language: Language): PrecompiledTemplate => {
  const program = Handlebars.parse(source, { srcName: name })
  const partials = checkTemplate(name, program, language)
  const options: CompileOptions = {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(Object.keys(language.helpers).map((helper) => [helper, true])) as KnownHelpers,
  }
  return { code: String(Handlebars.precompile(program, options)), partials: [...partials] }
}
