// SPDX-License-Identifier: MIT
import { basename } from 'node:path'
import ts from 'typescript'

interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

const named = (elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[], isImport: boolean): string =>
  elements
    .map(({ name, propertyName }) => {
      const [outer, inner] = isImport ? [propertyName ?? name, name] : [name, propertyName ?? name]
      return outer.text === inner.text ? inner.text : `${outer.text}:${inner.text}`
    })
    .join(',')

/** Where a chunk's names are changed after it has run, those who took them would keep the old ones. */
const refuseChanged = (file: ts.SourceFile, names: ReadonlySet<string>, path: string): void => {
  const walk = (node: ts.Node): void => {
    const target =
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
        ? node.left
        : ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)
          ? node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken
            ? node.operand
            : null
          : null
    if (target !== null && ts.isIdentifier(target) && names.has(target.text))
      throw new Error(`${path}: ${target.text} is exported and changed`)
    ts.forEachChild(node, walk)
  }
  walk(file)
}

/**
 * An ES module that esbuild has split off, as a function that gives what it exports. It takes another part by its number
 * (`$part`), which has run whole by then: parts that import each other are one. `$later` gives a promise of one.
 */
export const partFunction = (path: string, text: string, numberOf: (file: string) => number): string => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS)
  const from = (specifier: string): string =>
    specifier.startsWith('./') ? `$part(${numberOf(basename(specifier))})` : `require(${JSON.stringify(specifier)})`
  const changes: Change[] = []
  const imports: string[] = []
  const exported: string[] = []
  const locals = new Set<string>()
  const cut = (node: ts.Node): void => {
    changes.push({ start: node.getStart(file), end: node.end, text: '' })
  }
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      const source = from((statement.moduleSpecifier as ts.StringLiteral).text)
      const clause = statement.importClause
      const bindings = clause?.namedBindings
      if (clause?.name !== undefined) imports.push(`const ${clause.name.text}=${source};`)
      if (bindings !== undefined)
        imports.push(
          ts.isNamespaceImport(bindings)
            ? `const ${bindings.name.text}=${source};`
            : `const{${named(bindings.elements.slice(), true)}}=${source};`,
        )
      if (clause === undefined) imports.push(`${source};`)
      cut(statement)
    } else if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause
      if (clause === undefined || !ts.isNamedExports(clause) || statement.moduleSpecifier !== undefined)
        throw new Error(`${path}: an export of another kind`)
      exported.push(named(clause.elements.slice(), false))
      for (const { name, propertyName } of clause.elements) locals.add((propertyName ?? name).text)
      cut(statement)
    } else if (
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    )
      throw new Error(`${path}: an export of another kind`)
  }
  const walk = (node: ts.Node): void => {
    const [asked] = ts.isCallExpression(node) ? node.arguments : []
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && asked !== undefined) {
      if (!ts.isStringLiteral(asked)) throw new Error(`${path}: an import of what is not known before it runs`)
      changes.push({
        start: node.getStart(file),
        end: node.end,
        text: asked.text.startsWith('./')
          ? `$later(${numberOf(basename(asked.text))})`
          : `Promise.resolve().then(()=>${from(asked.text)})`,
      })
    }
    ts.forEachChild(node, walk)
  }
  walk(file)
  refuseChanged(file, locals, path)
  let body = ''
  let done = 0
  for (const { start, end, text: other } of changes.sort((a, b) => a.start - b.start)) {
    body += text.slice(done, start) + other
    done = end
  }
  body += text.slice(done)
  return `($part,$later,require,__dirname)=>{"use strict";${imports.join('')}${body.trim()}\nreturn{${exported.join(',')}}}`
}
