// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'

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
const spellOut = (file: string): string => {
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    skipLibCheck: true,
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const symbol = source && checker.getSymbolAtLocation(source)
  if (symbol === undefined) throw new Error(`${file} exports nothing`)
  return checker
    .getExportsOfModule(symbol)
    .map((one) => `export type ${one.name} = ${spelled(checker, checker.getDeclaredTypeOfSymbol(one))};\n`)
    .join('')
}

const importsOf = (file: string): readonly string[] =>
  ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName)

/**
 * Leaves of a folder of declarations those that `index.d.ts` needs. `spell` names the sources whose types are spelled
 * out because they come from a library that is not installed with the package; `known` are the libraries that are.
 */
export const standaloneTypes = (
  sources: string,
  folder: string,
  spell: readonly string[],
  known: readonly string[],
): void => {
  for (const name of spell) writeFileSync(join(folder, `${name}.d.ts`), spellOut(join(sources, `${name}.ts`)))
  const reached = new Set<string>()
  const reach = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) reach(resolve(dirname(file), name.replace(/\.(js|ts)$/, '.d.ts')))
      else if (!known.includes(name)) throw new Error(`${file} needs the types of ${name}`)
    }
  }
  reach(join(folder, 'index.d.ts'))
  for (const found of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(found.parentPath, found.name)
    if (found.isFile() && !reached.has(path)) rmSync(path)
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().reverse()) {
    const path = join(folder, name)
    if (statSync(path).isDirectory() && readdirSync(path).length === 0) rmdirSync(path)
  }
}
