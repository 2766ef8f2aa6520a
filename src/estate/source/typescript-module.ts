// SPDX-License-Identifier: MIT
import { dirname, join } from 'node:path'
import {
  type ExportDeclaration,
  type Expression,
  type ImportDeclaration,
  Node,
  type SourceFile,
  type Statement,
  VariableDeclarationKind,
  type VariableStatement,
} from 'ts-morph'
import type { DiagnosticCode } from '../../diagnostics/diagnostic-code.ts'
import type { DiagnosticParameters } from '../../diagnostics/diagnostic-table.ts'
import { textPositions } from '../../diagnostics/text-positions.ts'
import type { TypeScriptPlace } from './typescript-place.ts'
import { refusalOf } from './typescript-refusal.ts'

/** The package that an estate imports its helper from. */
const PACKAGE = 'portwright'
const HELPER = 'estate'

export type NodeReport = <C extends DiagnosticCode>(
  code: C,
  parameters: DiagnosticParameters<C>,
  node: Node,
  spanOf: TypeScriptPlace['spanOf'],
) => void

/** What a name of a module stands for. */
export type Binding =
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'import'; readonly path: string; readonly name: string; readonly node: Node }
  | { readonly kind: 'local'; readonly name: string; readonly node: Node }
  | { readonly kind: 'helper' }

export interface Module {
  readonly path: string
  readonly spanOf: TypeScriptPlace['spanOf']
  readonly names: ReadonlyMap<string, Binding>
  readonly exports: ReadonlyMap<string, Binding>
}

/** Reads the statements of a file, each on its own; what stands behind a name is read when it is needed. */
export const readModule = (path: string, file: SourceFile, report: NodeReport): Module => {
  const spanOf = textPositions(path, file.getFullText())
  const names = new Map<string, Binding>()
  const exports = new Map<string, Binding>()

  const refuse = (node: Node, what?: string, remedy: string | null = null): void => {
    report('not-static', what === undefined ? refusalOf(node) : { what, remedy }, node, spanOf)
  }
  const pathOf = (specifier: Node, written: string): string | null => {
    if (/^\.\.?\//.test(written) && written.endsWith('.ts')) return join(dirname(path), written)
    const bare = written.replace(/\.(js|mjs|json)$/, '')
    const remedy = written.startsWith('.')
      ? `Name the file with its ending: '${bare}.ts'.`
      : 'Import files by a path that starts with a dot.'
    refuse(specifier, 'This import', remedy)
    return null
  }
  const readImport = (statement: ImportDeclaration): void => {
    if (statement.isTypeOnly()) return
    const specifier = statement.getModuleSpecifier()
    const written = statement.getModuleSpecifierValue()
    const named = statement.getNamedImports().filter((each) => !each.isTypeOnly())
    const whole = statement.getDefaultImport()
    const star = statement.getNamespaceImport()
    if (written === PACKAGE) {
      for (const each of [...(whole ? [whole] : []), ...(star ? [star] : [])])
        refuse(each, 'This import', "Write import { estate } from 'portwright'.")
      for (const each of named)
        if (each.getName() === HELPER)
          names.set((each.getAliasNode() ?? each.getNameNode()).getText(), { kind: 'helper' })
        else report('unknown-import', { name: each.getName(), file: PACKAGE, nearest: HELPER }, each, spanOf)
      return
    }
    if (star !== undefined) refuse(star, 'An import of everything', 'Import the constants by name.')
    else if (whole === undefined && statement.getNamedImports().length === 0) refuse(statement)
    if (named.length === 0 && whole === undefined) return
    const from = pathOf(specifier, written)
    if (from === null) return
    if (whole !== undefined)
      names.set(whole.getText(), { kind: 'import', path: from, name: 'default', node: specifier })
    for (const each of named)
      names.set((each.getAliasNode() ?? each.getNameNode()).getText(), {
        kind: 'import',
        path: from,
        name: each.getName(),
        node: each,
      })
  }
  const readConstants = (statement: VariableStatement): void => {
    if (statement.getDeclarationKind() !== VariableDeclarationKind.Const) {
      refuse(statement, 'A variable', 'Declare it with `const`.')
      return
    }
    for (const declaration of statement.getDeclarations()) {
      const name = declaration.getNameNode()
      const value = declaration.getInitializer()
      if (!Node.isIdentifier(name)) refuse(name, 'Destructuring', 'Give each constant a declaration of its own.')
      else if (value === undefined) refuse(declaration, 'A constant without value')
      else {
        const binding: Binding = { kind: 'value', value }
        names.set(name.getText(), binding)
        if (statement.isExported()) exports.set(name.getText(), binding)
      }
    }
  }
  const readExports = (statement: ExportDeclaration): void => {
    if (statement.isTypeOnly()) return
    const specifier = statement.getModuleSpecifier()
    const from = specifier === undefined ? null : pathOf(specifier, specifier.getLiteralText())
    if (specifier !== undefined && from === null) return
    for (const each of statement.getNamedExports()) {
      if (each.isTypeOnly()) continue
      const name = each.getNameNode().getText()
      const binding: Binding =
        from === null ? { kind: 'local', name, node: each } : { kind: 'import', path: from, name, node: each }
      exports.set(each.getAliasNode()?.getText() ?? name, binding)
    }
  }
  const isType = (statement: Statement): boolean =>
    Node.isInterfaceDeclaration(statement) || Node.isTypeAliasDeclaration(statement) || Node.isEmptyStatement(statement)
  const readStatement = (statement: Statement): void => {
    if (isType(statement)) return
    if (Node.isImportDeclaration(statement)) readImport(statement)
    else if (Node.isVariableStatement(statement)) readConstants(statement)
    else if (Node.isExportAssignment(statement) && !statement.isExportEquals())
      exports.set('default', { kind: 'value', value: statement.getExpression() })
    else if (Node.isExportDeclaration(statement) && !statement.isNamespaceExport()) readExports(statement)
    else refuse(statement)
  }
  for (const statement of file.getStatements()) readStatement(statement)
  return { path, spanOf, names, exports }
}
