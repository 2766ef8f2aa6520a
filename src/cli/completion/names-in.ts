// SPDX-License-Identifier: MIT
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readSource } from '../../estate/read-source.ts'
import { type Data, isMap } from '../../estate/source/data.ts'
import { openCatalog } from '../open-catalog.ts'
import type { NameKind } from './option-words.ts'

const keysOf = (data: Data | undefined, key: string): readonly string[] => {
  const value = data !== undefined && isMap(data) ? data[key] : undefined
  return value !== undefined && isMap(value) ? Object.keys(value) : []
}

interface Index {
  readonly policies?: readonly {
    readonly id?: string
    readonly hosts?: readonly string[]
    readonly clients?: readonly string[]
  }[]
}

const inOutput = (folder: string, kind: NameKind): readonly string[] => {
  const { policies = [] } = JSON.parse(readFileSync(join(folder, 'portwright.json'), 'utf8')) as Index
  if (kind === 'policies') return policies.flatMap(({ id }) => id ?? [])
  if (kind === 'clients') return policies.flatMap(({ clients }) => clients ?? [])
  return kind === 'hosts' ? policies.flatMap(({ hosts }) => hosts ?? []) : []
}

/**
 * The names of some kinds that an estate, also one with mistakes in it, or the output of a compile holds. Whatever
 * cannot be read holds none: nobody wants an error in the middle of a command line.
 */
export const namesIn = async (path: string, kinds: readonly NameKind[]): Promise<readonly string[]> => {
  try {
    const roles = kinds.includes('roles') ? [...(await openCatalog()).roles.keys()] : []
    if (statSync(path).isDirectory()) return [...kinds.flatMap((kind) => inOutput(path, kind)), ...roles]
    const { data } = await readSource(path, readFileSync(path, 'utf8'), (file) => readFileSync(file, 'utf8'))
    const flows = data !== undefined && isMap(data) && Array.isArray(data.flows) ? (data.flows as readonly Data[]) : []
    return [
      ...kinds.flatMap((kind) =>
        kind === 'flows'
          ? flows.flatMap((flow) => (isMap(flow) && typeof flow.name === 'string' ? [flow.name] : []))
          : keysOf(data, kind),
      ),
      ...roles,
    ]
  } catch {
    return []
  }
}
