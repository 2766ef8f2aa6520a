// SPDX-License-Identifier: MIT
import type Handlebars from 'handlebars'
import runtime from 'handlebars/runtime.js'
import { BLOCKS } from './blocks.ts'
import { compileTemplate } from './compile-template.ts'
import { encodeError } from './encode-error.ts'
import type { Encoder, Language } from './language.ts'

/** The text of a template. Throws a `TemplateError` for an unsafe template and an `EncodeError` for an unsayable value. */
export type Render = (template: string, data: object) => string

/**
 * Templates of one language. `load` gives the source of a template or partial by its name;
 * each is read, checked and compiled once, with all that it includes.
 */
export const createRenderer = (language: Language, load: (name: string) => string): Render => {
  const handlebars = (runtime as unknown as typeof Handlebars).create()
  for (const [name, encode] of Object.entries(language.helpers)) {
    handlebars.registerHelper(name, helper(language, name, encode))
  }

  for (const name of BLOCKS) {
    const block = handlebars.helpers[name]
    if (block !== undefined) handlebars.registerHelper(name, definite(language, name, block))
  }

  const compiled = new Map<string, HandlebarsTemplateDelegate>()
  const compile = (name: string): HandlebarsTemplateDelegate => {
    const known = compiled.get(name)
    if (known !== undefined) return known
    const { specification, partials } = compileTemplate(name, load, language)
    const template = handlebars.template(specification)
    compiled.set(name, template)
    for (const partial of partials) handlebars.registerPartial(partial, compile(partial))
    return template
  }

  // Only own properties are data; said here so that Handlebars does not log each refusal.
  const own = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false }
  return (name, data) => compile(name)(data, own)
}

const helper =
  (language: Language, name: string, encode: Encoder) =>
  (value: unknown): string => {
    if (value === undefined) throw encodeError(language.name, `{{${name} …}} got no value`)
    return encode(value)
  }

/** Handlebars' blocks take a missing value for false, `strict` or not. */
const definite = (language: Language, name: string, block: Handlebars.HelperDelegate): Handlebars.HelperDelegate =>
  function (this: unknown, value: unknown, ...rest: readonly unknown[]): unknown {
    if (value === undefined) throw encodeError(language.name, `{{#${name} …}} got no value`)
    return block.call(this, value, ...rest)
  }
