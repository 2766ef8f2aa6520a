// SPDX-License-Identifier: MIT
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { exportedTypes } from './exported-types.ts'
import { typesProgram } from './types-program.ts'

type Schema = Readonly<Record<string, unknown>>

/** Schemas of the types of a program: an interface stands once, under its name. More keys may always come. */
const schemaMaker = (checker: ts.TypeChecker, definitions: Map<string, Schema>) => {
  const names = new Map<ts.Type, string>()

  const nameOf = (type: ts.Type): string | null => {
    const known = names.get(type)
    if (known !== undefined) return known
    const symbol = type.symbol as ts.Symbol | undefined
    const isNamed = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Interface) !== 0
    if (!isNamed || (type as ts.TypeReference).typeArguments !== undefined) return null
    const taken = [...names.values()]
    let name = symbol.name
    for (let count = 2; taken.includes(name); count++) name = `${symbol.name}${count}`
    names.set(type, name)
    return name
  }

  const propertiesOf = (type: ts.Type): Schema => {
    const required: string[] = []
    const properties: Record<string, Schema> = {}
    for (const property of checker.getPropertiesOfType(type)) {
      const text = ts.displayPartsToString(property.getDocumentationComment(checker))
      const schema = of(checker.getTypeOfSymbol(property))
      properties[property.name] = text === '' ? schema : { description: text, ...schema }
      if ((property.flags & ts.SymbolFlags.Optional) === 0) required.push(property.name)
    }
    return { type: 'object', properties, required }
  }

  const objectOf = (type: ts.Type): Schema => {
    const [item] = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : []
    if (item !== undefined) return { type: 'array', items: of(item) }
    if (checker.isTupleType(type)) {
      const items = checker.getTypeArguments(type as ts.TypeReference)
      return { type: 'array', prefixItems: items.map(of), minItems: items.length, maxItems: items.length }
    }
    const index = checker.getIndexInfoOfType(type, ts.IndexKind.String)
    if (index !== undefined) return { type: 'object', additionalProperties: of(index.type) }
    const name = nameOf(type)
    if (name === null) return propertiesOf(type)
    if (!definitions.has(name)) {
      // It may hold itself.
      definitions.set(name, {})
      definitions.set(name, propertiesOf(type))
    }
    return { $ref: `#/$defs/${name}` }
  }

  const unionOf = (types: readonly ts.Type[]): Schema => {
    const said = types.filter((type) => (type.flags & ts.TypeFlags.Undefined) === 0)
    const literals = said.filter((type) => type.isStringLiteral())
    const rest = said.filter((type) => !type.isStringLiteral())
    const schemas = [
      ...(literals.length > 0 ? [{ enum: literals.map((type) => type.value).toSorted() }] : []),
      ...rest.map(of),
    ]
    const texts = new Map(schemas.map((schema) => [JSON.stringify(schema), schema]))
    const [first, ...more] = [...texts.values()]
    return more.length === 0 ? (first ?? {}) : { anyOf: [...texts.values()] }
  }

  const of = (type: ts.Type): Schema => {
    const { flags } = type
    if (flags & ts.TypeFlags.Boolean) return { type: 'boolean' }
    if (type.isUnion()) return unionOf(type.types)
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value }
    if (flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' }
    if (flags & ts.TypeFlags.Null) return { type: 'null' }
    if (flags & ts.TypeFlags.StringLike) return { type: 'string' }
    if (flags & ts.TypeFlags.NumberLike) return { type: 'number' }
    if (type.isIntersection()) return propertiesOf(type)
    if (flags & ts.TypeFlags.Object) return objectOf(type)
    return {}
  }
  return of
}

/** The JSON Schema of what each command prints, by the name of the command, from the types of json-documents.ts. */
export const jsonSchemas = (): ReadonlyMap<string, string> => {
  const file = fileURLToPath(new URL('json-documents.ts', import.meta.url))
  const { checker, exports } = exportedTypes(typesProgram(dirname(dirname(file)), [file]), file)
  const documents = exports.find(({ name }) => name === 'JsonDocuments')
  if (documents === undefined) throw new Error('json-documents.ts does not export JsonDocuments')
  return new Map(
    checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(documents)).map((document) => {
      const definitions = new Map<string, Schema>()
      const schema = schemaMaker(checker, definitions)(checker.getTypeOfSymbol(document))
      const sorted = [...definitions].toSorted(([a], [b]) => (a < b ? -1 : 1))
      const whole = {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        title: `What portwright ${document.name} prints as JSON`,
        ...schema,
        ...(sorted.length > 0 && { $defs: Object.fromEntries(sorted) }),
      }
      return [document.name, `${JSON.stringify(whole, null, 2)}\n`]
    }),
  )
}
