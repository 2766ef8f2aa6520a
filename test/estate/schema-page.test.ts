// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

const keysIn = (node: unknown): readonly string[] =>
  typeof node !== 'object' || node === null
    ? []
    : Object.entries(node).flatMap(([name, value]) => [
        ...(name === 'properties' ? Object.keys(value as object) : []),
        ...keysIn(value),
      ])

test('every key of the schema stands in docs/estate.md or is the key of a port in parameters.yaml', (t) => {
  const keys = [...new Set(keysIn(JSON.parse(read('schema/estate.schema.json'))))]
  const words = new Set(`${read('docs/estate.md')} ${read('policies/catalog/parameters.yaml')}`.match(/\$?\w+/g))
  t.true(keys.length > 80, `only ${keys.length} keys were found`)
  t.deepEqual(
    keys.filter((key) => !words.has(key)),
    [],
  )
})
