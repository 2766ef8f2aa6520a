// SPDX-License-Identifier: MIT
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'
import { exportedTypes } from './exported-types.ts'
import { typesProgram } from './types-program.ts'

const FLAGS = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.WriteArrayAsGenericType

/** The text of a type with every name in it spelled out, for a declaration that needs no library. */
const spelled = (checker: ts.TypeChecker, type: ts.Type, depth = 0): string => {
  if (depth > 30) throw new Error('a type that holds itself cannot be spelled out')
  const of = (inner: ts.Type): string => spelled(checker, inner, depth + 1)
  if (type.isUnion()) return type.types.map(of).join(' | ')
  if (type.isIntersection()) return type.types.map(of).join(' & ')
  if (!(type.flags & ts.TypeFlags.Object)) return checker.typeToString(type, undefined, FLAGS)
  const [item] = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : []
  if (item !== undefined) return `readonly (${of(item)})[]`
  if (checker.isTupleType(type))
    return `readonly [${checker
      .getTypeArguments(type as ts.TypeReference)
      .map(of)
      .join(', ')}]`
  const index = checker
    .getIndexInfosOfType(type)
    .map((info) => `readonly [name: ${of(info.keyType)}]: ${of(info.type)}`)
  const properties = checker.getPropertiesOfType(type).map((property) => {
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0
    return `readonly ${JSON.stringify(property.name)}${optional ? '?' : ''}: ${of(checker.getTypeOfSymbol(property))}`
  })
  return `{ ${[...index, ...properties].join('; ')} }`
}

/** A declaration of the exported types of a source file that imports nothing. */
const spellOut = (program: ts.Program, file: string): string => {
  const { checker, exports } = exportedTypes(program, file)
  return exports
    .map((one) => `export type ${one.name} = ${spelled(checker, checker.getDeclaredTypeOfSymbol(one))};\n`)
    .join('')
}

/** Names that a statement of a declaration file declares. */
const declared = (statement: ts.Statement): readonly string[] =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(({ name }) => name.getText())
    : 'name' in statement
      ? [(statement as ts.DeclarationStatement).name?.getText() ?? '']
      : []

interface Declarations {
  readonly statements: ReadonlyMap<string, ts.Statement>
  /** Names from elsewhere, with the module as it is written. */
  readonly imports: ReadonlyMap<string, string>
  readonly exports: readonly { readonly name: string; readonly from: string; readonly text: string }[]
}

const readDeclarations = (file: string, text: string): Declarations => {
  const statements = new Map<string, ts.Statement>()
  const imports = new Map<string, string>()
  const exports: { name: string; from: string; text: string }[] = []
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true)
  for (const statement of source.statements)
    if (ts.isImportDeclaration(statement)) {
      const named = statement.importClause?.namedBindings
      if (named === undefined || !ts.isNamedImports(named)) continue
      for (const one of named.elements) {
        if (one.propertyName !== undefined) throw new Error(`${file} renames ${one.getText()}`)
        imports.set(one.name.text, (statement.moduleSpecifier as ts.StringLiteral).text)
      }
    } else if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier, isTypeOnly } = statement
      if (exportClause === undefined || moduleSpecifier === undefined) continue
      for (const one of (exportClause as ts.NamedExports).elements)
        exports.push({
          name: (one.propertyName ?? one.name).text,
          from: (moduleSpecifier as ts.StringLiteral).text,
          text: isTypeOnly && !one.isTypeOnly ? `type ${one.getText()}` : one.getText(),
        })
    } else for (const name of declared(statement)) statements.set(name, statement)
  return { statements, imports, exports }
}

const EXPORTED = /^((?:\s|\/\*[\s\S]*?\*\/)*)export (declare )?/

/** The declaration that would stand beside a source. */
const declarationText = (program: ts.Program, source: string): string => {
  let text: string | null = null
  const { diagnostics } = program.emit(program.getSourceFile(source), (_, written) => {
    text = written
  })
  const [first] = diagnostics
  if (first !== undefined) throw new Error(ts.flattenDiagnosticMessageText(first.messageText, '\n'))
  if (text === null) throw new Error(`${source} is no source of the program`)
  return text
}

/**
 * One declaration file that needs no other: what `src/index.ts` exports, and what that needs. `spell` names the sources
 * whose types are spelled out because they come from a library that is not installed with the package, or are made of
 * tables that nobody else needs.
 */
export const standaloneTypes = (root: string, spell: readonly string[]): string => {
  const declarationOf = (source: string): string => source.replace(/\.ts$/, '.d.ts')
  const entry = join(root, 'src/index.ts')
  const spelled = spell.map((name) => join(root, 'src', name))
  const program = typesProgram(root, [...spelled, entry])
  // First: the members of a union stand in the order in which the checker met them.
  const own = new Map(spelled.map((source) => [declarationOf(source), spellOut(program, source)] as const))
  const files = new Map<string, Declarations>()
  const open = (file: string): Declarations => {
    const text = (): string => own.get(file) ?? declarationText(program, file.replace(/\.d\.ts$/, '.ts'))
    const known = files.get(file) ?? readDeclarations(file, text())
    files.set(file, known)
    return known
  }
  const fileOf = (from: string, name: string): string => {
    if (!name.startsWith('.')) throw new Error(`${from} needs the types of ${name}`)
    return resolve(dirname(from), name.replace(/\.(js|ts)$/, '.d.ts'))
  }
  const taken = new Map<string, ts.Statement>()
  const take = (file: string, name: string): void => {
    const { statements, imports } = open(file)
    const statement = statements.get(name)
    const from = imports.get(name)
    if (statement === undefined) {
      if (from !== undefined) take(fileOf(file, from), name)
      return
    }
    const known = taken.get(name)
    if (known !== undefined && known !== statement) throw new Error(`two declarations of ${name} are needed`)
    if (known !== undefined) return
    taken.set(name, statement)
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) take(file, node.text)
      node.forEachChild(visit)
    }
    visit(statement)
  }
  const index = declarationOf(entry)
  const { exports } = open(index)
  for (const { name, from } of exports) take(fileOf(index, from), name)
  const parts = [...new Set(taken.values())].map((statement) =>
    statement
      .getFullText()
      .trim()
      .replace(/^\/\/ SPDX.*\n/, '')
      .replace(EXPORTED, (_, comment: string, word: string = '') => `${comment}${word}`),
  )
  return `${parts.join('\n')}\nexport { ${exports.map(({ text }) => text).join(', ')} };\n`
}
