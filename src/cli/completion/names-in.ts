// SPDX-License-Identifier: MIT
import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { readSource } from '../../estate/read-source.ts'
import { type Data, isMap } from '../../estate/source/data.ts'
import { OUTPUT_INDEX } from '../../output/own-files.ts'
import { looksLikeIndex } from '../../read/looks-like.ts'
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

const inOutput = ({ policies = [] }: Index, kind: NameKind): readonly string[] => {
  if (kind === 'policies') return policies.flatMap(({ id }) => id ?? [])
  if (kind === 'clients') return policies.flatMap(({ clients }) => clients ?? [])
  return kind === 'hosts' ? policies.flatMap(({ hosts }) => hosts ?? []) : []
}

/** What is one line of text: a shell would take others for several names, and a terminal for more than a name. */
const isLine = (name: string): boolean => !/\p{Cc}/u.test(name)

/** A shell puts the folder of the user there before a command runs, and not before it asks what may follow. */
const withHome = (path: string): string => path.replace(/^~(?=[/\\])/, () => homedir())

/**
 * The names of some kinds that an estate, also one with mistakes in it, or the output of a compile holds. Whatever
 * cannot be read holds none: nobody wants an error in the middle of a command line.
 */
export const namesIn = async (given: string, kinds: readonly NameKind[]): Promise<readonly string[]> =>
  (await allNames(withHome(given), kinds)).filter(isLine)

const allNames = async (path: string, kinds: readonly NameKind[]): Promise<readonly string[]> => {
  try {
    const roles = kinds.includes('roles') ? [...(await openCatalog()).roles.keys()] : []
    const isFolder = statSync(path).isDirectory()
    const bytes = readFileSync(isFolder ? join(path, OUTPUT_INDEX) : path)
    if (isFolder || looksLikeIndex(bytes)) {
      const index = JSON.parse(bytes.toString()) as Index
      return [...kinds.flatMap((kind) => inOutput(index, kind)), ...roles]
    }
    const { data } = await readSource(path, bytes.toString(), (file) => readFileSync(file, 'utf8'))
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
