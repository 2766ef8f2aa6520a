// SPDX-License-Identifier: MIT
import type { ConfigurationItem } from '../../formats/configuration-item/configuration-item.ts'
import { type DigestCabinet, readDigestCabinet } from '../../formats/configuration-item/digest-cabinet.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import { readPolicyScript } from '../powershell/read.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'

const NOTHING: ReadArtifact = { rules: [], registry: [], losses: [] }

/** What every script of ours holds. */
const isOwn = (text: string): boolean => /^\$group = /m.test(text) && /^\$rules = @\(/m.test(text)

const readText = (text: string): ReadArtifact =>
  readPolicyScript([{ path: 'script.ps1', bytes: new TextEncoder().encode(text) }])

const lost = (item: ConfigurationItem, field: string, reason: string): ReadArtifact => ({
  ...NOTHING,
  losses: [{ rule: null, field, reason: `${item.title.text}: ${reason}` }],
})

/** Whether the setting is judged as ours is: True, and nothing else, complies. */
const isJudged = ({ rules }: ConfigurationItem, name: string): boolean =>
  rules.some(
    ({ operator, setting, values }) =>
      setting.setting === name &&
      operator === 'Equals' &&
      values.length === 1 &&
      values[0]?.value.toLowerCase() === 'true',
  )

const readItem = (item: ConfigurationItem): readonly ReadArtifact[] =>
  item.settings.map((setting) => {
    const { source } = setting
    if (source.kind === 'registry')
      return lost(
        item,
        setting.name,
        `it looks at the registry value ${source.hive}\\${source.key}\\${source.valueName}`,
      )
    const { discovery, remediation } = source
    if (discovery.language !== 'PowerShell' || !isOwn(discovery.text))
      return lost(item, setting.name, 'its script is not one of Portwright’s, and is not run to see what it looks for')
    if (!isJudged(item, setting.name)) return lost(item, setting.name, 'no rule of the item judges its script')
    const read = readText(discovery.text)
    if (remediation === null) return read
    const done = readText(remediation.text)
    return JSON.stringify([done.rules, done.registry]) === JSON.stringify([read.rules, read.registry])
      ? read
      : lost(item, setting.name, 'it looks for other rules than it makes')
  })

/** Rules that the items of a cabinet look for. */
export const itemRules = ({ digests, unread }: DigestCabinet): ReadArtifact => {
  const read = digests.flatMap((digest) => (digest.kind === 'item' ? readItem(digest) : []))
  return {
    rules: read.flatMap(({ rules }) => rules),
    registry: read.flatMap(({ registry }) => registry),
    losses: [
      ...unread.map(({ file, reason }): Loss => ({ rule: null, field: file, reason })),
      ...read.flatMap(({ losses }) => losses),
    ],
  }
}

/** Reads back the cabinet of a policy. */
export const readItemFile = ([file]: readonly OutputFile[]): ReadArtifact => {
  const cabinet = readDigestCabinet(file?.bytes ?? new Uint8Array())
  if ('reason' in cabinet) throw new Error(cabinet.reason)
  return itemRules(cabinet)
}
