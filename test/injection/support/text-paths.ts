// SPDX-License-Identifier: MIT

interface Schema {
  readonly type?: unknown
  readonly enum?: unknown
  readonly const?: unknown
  readonly pattern?: string
  readonly $ref?: string
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly propertyNames?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** Digits, dots and dashes from beginning to end cannot be anything else. */
const isNumbersAlone = (pattern: string | undefined): boolean => pattern !== undefined && /^\^[^.*]*\$$/.test(pattern)

/** Where a user may write any text in a document of a schema, as paths such as `.flows[].name`; `<key>` is a key that he chooses. */
export const textPaths = (root: Schema): ReadonlySet<string> => {
  const found = new Set<string>()
  const walk = (schema: Schema, path: string, open: readonly string[]): void => {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.split('/').at(-1) as string
      if (!open.includes(name)) walk(root.$defs?.[name] ?? {}, path, [...open, name])
      return
    }
    for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
      walk(part, path, open)
    if (schema.type === 'string' && !('enum' in schema) && !('const' in schema) && !isNumbersAlone(schema.pattern))
      found.add(path)
    for (const [key, value] of Object.entries(schema.properties ?? {})) walk(value, `${path}.${key}`, open)
    if (schema.propertyNames !== undefined) walk(schema.propertyNames, `${path}.<key>`, open)
    if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties, `${path}.*`, open)
    if (schema.items !== undefined) walk(schema.items, `${path}[]`, open)
  }
  walk(root, '', [])
  return found
}

/** The paths of the texts of a document for which `is` holds. */
export const pathsOf = (
  document: unknown,
  schemaPaths: ReadonlySet<string>,
  is: (text: string) => boolean,
): ReadonlySet<string> => {
  const found = new Set<string>()
  const walk = (value: unknown, paths: readonly string[]): void => {
    const fits = paths.filter((path) => [...schemaPaths].some((one) => one.startsWith(path)))
    if (typeof value === 'string') {
      if (is(value)) for (const path of fits) found.add(path)
    } else if (Array.isArray(value))
      for (const item of value)
        walk(
          item,
          fits.map((path) => `${path}[]`),
        )
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) {
        if (is(key)) for (const path of fits) found.add(`${path}.<key>`)
        walk(
          item,
          fits.flatMap((path) => [`${path}.${key}`, `${path}.*`]),
        )
      }
  }
  walk(document, [''])
  return found
}
