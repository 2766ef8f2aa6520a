// SPDX-License-Identifier: MIT
import type { Catalog } from './catalog-flow.ts'

/** The catalogue as one JSON text, which loads many times faster than its YAML sources; the build makes it. */
export const packCatalog = (catalog: Catalog): string =>
  JSON.stringify(catalog, (_, value: unknown) => (value instanceof Map ? { $map: [...value] } : value))

export const unpackCatalog = (text: string): Catalog => catalogOf(JSON.parse(text))

/** The catalogue from what that text holds. */
export const catalogOf = (raw: object): Catalog =>
  Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null && '$map' in value
        ? new Map((value as { $map: [string, unknown][] }).$map)
        : value,
    ]),
  ) as unknown as Catalog
