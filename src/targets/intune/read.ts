// SPDX-License-Identifier: MIT
import type { Rule } from '../../formats/rule/rule.ts'
import { readCatalogPolicies } from '../../formats/settings-catalog/read-catalog-policies.ts'
import { readSyncml } from '../../formats/syncml/read-syncml.ts'
import { decodeText } from '../../formats/text/decode-text.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'

/** What both files say of a rule: a name may have a number behind it in one of them. */
const comparable = (rules: readonly Rule[]): string =>
  JSON.stringify(
    rules
      .map(({ displayName, ...rule }) => rule)
      .sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)),
  )

/** Reads back the files of a policy. Throws where the policies and the SyncML do not say the same. */
export const readManaged = (files: readonly OutputFile[]): ReadArtifact => {
  const policies = files
    .filter(({ path }) => path.endsWith('.json'))
    .map(({ path, bytes }) => {
      const read = readCatalogPolicies(decodeText(bytes))
      if ('reason' in read) throw new Error(`${path}: ${read.reason}`)
      return read
    })
  const rules = policies.flatMap((policy) => policy.rules)
  const losses = policies.flatMap((policy) => policy.losses)
  for (const { path, bytes } of files.filter((file) => file.path.endsWith('.syncml.xml'))) {
    const syncml = readSyncml(bytes)
    if ('reason' in syncml) throw new Error(`${path}: ${syncml.reason}`)
    const [loss] = syncml.losses
    if (loss !== undefined) throw new Error(`${path}: ${loss.rule ?? 'the file'}, ${loss.field}: ${loss.reason}`)
    if (comparable(syncml.rules) !== comparable(rules)) throw new Error(`${path} says other rules than the policies`)
  }
  return { rules, registry: policies.flatMap((policy) => policy.registry), losses }
}
