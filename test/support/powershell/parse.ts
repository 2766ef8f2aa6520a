// SPDX-License-Identifier: MIT
import { createRequire } from 'node:module'
import { Language, Parser } from 'web-tree-sitter'

/** Where the grammar found no PowerShell; line and column from 1. */
export interface ParseFault {
  readonly line: number
  readonly column: number
  readonly text: string
}

const require = createRequire(import.meta.url)
const load = async (): Promise<Parser> => {
  await Parser.init()
  const grammar = await Language.load(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm'))
  return new Parser().setLanguage(grammar)
}
let parser: Promise<Parser> | undefined

/**
 * Parses a script with tree-sitter-powershell: a first net on every machine. It takes a few things for PowerShell
 * that are not, and refuses an empty script and one of `param(…)` alone: the real parser has the last word.
 */
export const parsePowerShell = async (text: string): Promise<readonly ParseFault[]> => {
  parser ??= load()
  const tree = (await parser).parse(text.replace(/^\uFEFF/, ''))
  if (tree === null) throw new Error('The parser gave nothing.')
  const faults = tree.rootNode
    .descendantsOfType('ERROR')
    .concat(tree.rootNode.hasError ? missing(tree.rootNode) : [])
    .flatMap((node) => (node === null ? [] : [node]))
    .map(({ startPosition, text: found }) => ({
      line: startPosition.row + 1,
      column: startPosition.column + 1,
      text: found.slice(0, 80),
    }))
  tree.delete()
  return faults
}

type Node = NonNullable<ReturnType<Parser['parse']>>['rootNode']

const missing = (node: Node): Node[] =>
  node.isMissing
    ? [node]
    : node.children.flatMap((child) => (child?.hasError || child?.isMissing ? missing(child) : []))
