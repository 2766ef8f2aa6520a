// SPDX-License-Identifier: MIT
import { BLOCKS } from './blocks.ts'
import type { Language } from './language.ts'
import { templateError } from './template-error.ts'

const BUILT_IN: ReadonlySet<string> = new Set([...BLOCKS, 'lookup', 'log', 'helperMissing', 'blockHelperMissing'])

type Call = Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'loc'> & { readonly hash?: hbs.AST.Hash | undefined }

/**
 * Refuses a template in which a value reaches the text other than through an encoding helper of the language.
 * Returns the names of the partials that it includes, which need the same check.
 */
export const checkTemplate = (template: string, program: hbs.AST.Program, language: Language): ReadonlySet<string> => {
  const partials = new Set<string>()
  const inline = new Set<string>(['@partial-block'])
  const encoders = new Set(Object.keys(language.helpers))

  const refuse = (node: { readonly loc: hbs.AST.SourceLocation }, message: string): never => {
    throw templateError(template, node.loc.start.line, message)
  }

  /** The bare name of what is called: `{{this.ps x}}`, `{{../ps x}}` and `{{"ps" x}}` read data or depend on it. */
  const nameOf = ({ path }: Call): string | null => {
    const { type, original, parts, depth, data } = path as hbs.AST.PathExpression
    return type === 'PathExpression' && !data && depth === 0 && parts.length === 1 && parts[0] === original
      ? original
      : null
  }

  const checkValue = (value: hbs.AST.Expression): void => {
    if (value.type === 'SubExpression') {
      const call = value as hbs.AST.SubExpression
      const name = nameOf(call)
      if (name === null || !(name === 'lookup' || encoders.has(name))) {
        refuse(value, 'a sub-expression calls lookup or an encoding helper, nothing else')
      }
      checkArguments(call)
    }
  }

  const checkArguments = (call: Call): void => {
    call.params.forEach(checkValue)
    for (const pair of call.hash?.pairs ?? []) checkValue(pair.value)
  }

  const checkProgram = (node: hbs.AST.Program | undefined): void => {
    if (node === undefined || node === null) return
    for (const name of node.blockParams ?? []) {
      if (encoders.has(name) || BUILT_IN.has(name)) {
        throw templateError(template, node.loc?.start.line ?? 1, `the block parameter ${name} hides a helper`)
      }
    }
    node.body.forEach(checkStatement)
  }

  const checkBlock = (block: hbs.AST.BlockStatement): void => {
    const name = nameOf(block)
    if (name === null || !BLOCKS.has(name)) refuse(block, `{{#${block.path.original}}} is not one of ${[...BLOCKS]}`)
    checkArguments(block)
    checkProgram(block.program)
    checkProgram(block.inverse)
  }

  const checkPartial = (partial: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement): void => {
    if (partial.name.type !== 'PathExpression') refuse(partial, 'a partial is included by its name')
    const path = partial.name as hbs.AST.PathExpression
    checkArguments({ ...partial, path })
    if (!inline.has(path.original)) partials.add(path.original)
  }

  /** What the block defines inline is known to what it includes. */
  const checkPartialBlock = (block: hbs.AST.PartialBlockStatement): void => {
    checkProgram(block.program)
    checkPartial(block)
  }

  const checkInline = (block: hbs.AST.DecoratorBlock): void => {
    const [name] = block.params
    if (nameOf(block) !== 'inline' || name?.type !== 'StringLiteral' || block.params.length !== 1) {
      refuse(block, 'only {{#*inline "name"}} may decorate')
    }
    inline.add((name as hbs.AST.StringLiteral).value)
    checkProgram(block.program)
  }

  const checkMustache = (mustache: hbs.AST.MustacheStatement): void => {
    const name = nameOf(mustache)
    if (name === null || !encoders.has(name) || mustache.params.length !== 1) {
      refuse(mustache, `a value goes through one of ${[...encoders].map((helper) => `{{${helper} …}}`).join(', ')}`)
    }
    checkArguments(mustache)
  }

  /** `.\{{name}}` with one backslash is no value but these very characters: Handlebars takes the backslash for an escape. */
  const checkContent = (content: hbs.AST.ContentStatement): void => {
    if (content.value.includes('{{'))
      refuse(content, 'text with a mustache in it; a backslash before a value is written twice')
  }

  const checks: Readonly<Record<string, (statement: never) => void>> = {
    ContentStatement: checkContent,
    CommentStatement: () => {},
    MustacheStatement: checkMustache,
    BlockStatement: checkBlock,
    PartialStatement: checkPartial,
    PartialBlockStatement: checkPartialBlock,
    DecoratorBlock: checkInline,
  }

  const checkStatement = (statement: hbs.AST.Statement): void => {
    const check = checks[statement.type] ?? (() => refuse(statement, `${statement.type} is not allowed`))
    check(statement as never)
  }

  checkProgram(program)
  return partials
}
