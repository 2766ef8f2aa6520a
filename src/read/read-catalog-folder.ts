// SPDX-License-Identifier: MIT
import { getOrInsert } from '../collections/get-or-insert.ts'
import { isObject } from '../formats/settings-catalog/json-shape.ts'
import { policiesOf, readCatalogPolicies } from '../formats/settings-catalog/read-catalog-policies.ts'
import { decodeText } from '../formats/text/decode-text.ts'
import type { OutputFile, ReadArtifact } from '../targets/target.ts'
import { destroyedFile } from './destroyed-file.ts'
import { isCatalogFile } from './is-catalog-folder.ts'

interface CatalogPolicy extends ReadArtifact {
  readonly id: string | null
  readonly name: string | null
}

/** Of the mark that our policies carry: which estate, which policy; its parts differ behind it. */
const MARK = /\[Portwright:([0-9a-f-]{36}:[0-9a-f-]{36}):(?:\d+|settings)\]/

/** The policies of such a folder. Parts of one of ours (more than 150 rules, settings) are one; every other stands for itself. */
export const readCatalogFolder = (files: readonly OutputFile[]): readonly CatalogPolicy[] => {
  const groups = new Map<string, { readonly name: string | null; readonly parts: ReadArtifact[] }>()
  for (const { path, bytes } of files.filter(isCatalogFile)) {
    for (const [index, policy] of policiesIn(path, bytes).entries()) {
      const read = readCatalogPolicies(JSON.stringify(policy))
      if ('reason' in read) throw destroyedFile(`as a policy of Intune: ${path}: ${read.reason}`)
      const textOf = (key: string): string => (isObject(policy) && typeof policy[key] === 'string' ? policy[key] : '')
      const mark = MARK.exec(textOf('description'))?.[1]
      const group = getOrInsert(groups, mark ?? `${path} ${index}`, () => ({
        name: mark === undefined ? textOf('name') || null : null,
        parts: [] as ReadArtifact[],
      }))
      group.parts.push(read)
    }
  }
  return [...groups.values()].map(({ name, parts }) => {
    const rules = parts.flatMap((part) => part.rules)
    return {
      id: name === null ? (/^Portwright: .* \/ (\S+)$/.exec(rules[0]?.group ?? '')?.[1] ?? null) : null,
      name,
      rules,
      registry: parts.flatMap((part) => part.registry),
      losses: parts.flatMap((part) => part.losses),
    }
  })
}

const policiesIn = (path: string, bytes: Uint8Array): readonly unknown[] => {
  try {
    return policiesOf(JSON.parse(decodeText(bytes)))
  } catch {
    throw destroyedFile(`as a policy of Intune: ${path}: the JSON is damaged`)
  }
}
