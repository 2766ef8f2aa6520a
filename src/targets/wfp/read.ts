// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { defaultBlock } from '../../formats/wfp/default-block.ts'
import type { WfpFilter } from '../../formats/wfp/filter.ts'
import { filterLine } from '../../formats/wfp/filter-line.ts'
import { filterRule } from '../../formats/wfp/filter-rule.ts'
import { readProviderData } from '../../formats/wfp/provider-data.ts'
import { visitWfpXml } from '../../formats/wfp/read-wfp-xml.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'
import { scriptTable } from './install-script.ts'

const failed = (field: string, reason: string): ReadArtifact => ({
  rules: [],
  registry: [],
  losses: [{ rule: null, field, reason }],
})

/**
 * Reads both files of a policy: the rules of the XML under their own ids, if the installer holds the very same filters.
 * The default block and its exemptions are no rules; they must be whole or absent.
 */
export const readWfp = (files: readonly OutputFile[]): ReadArtifact => {
  const xml = files.find(({ path }) => path.endsWith('.xml'))
  if (xml === undefined) return failed('files', 'there is no XML file')
  const script = files.find(({ path }) => path.endsWith('.ps1'))
  const table = script === undefined ? null : scriptTable(script.bytes)
  const guard: WfpFilter[] = []
  const rules: Rule[] = []
  const losses: Loss[] = []
  let isSame = true
  const result = visitWfpXml(
    xml.bytes,
    (filter) => {
      if (table !== null) isSame &&= table.next().value === filterLine(filter)
      const data = readProviderData(filter.providerData)
      if (data?.exempt !== undefined || data?.default === 'block') guard.push(filter)
      else {
        const one = filterRule(filter)
        for (const rule of one?.rules ?? [])
          rules.push({ ...rule, id: data?.rule ?? rule.id, other: conditionsOf(rule.other) })
        addAll(losses, one?.losses ?? [])
      }
    },
    () => {},
  )
  if ('reason' in result) return failed(xml.path, `line ${result.line}: ${result.reason}`)
  const [fault] = result.faults
  if (fault !== undefined) return failed(xml.path, `line ${fault.line}: ${fault.reason}`)
  if (script !== undefined && !(isSame && table?.next().done === true))
    return failed(script.path, 'the installer holds other filters than the XML')
  if (!isWholeGuard(guard)) return failed(xml.path, 'the default block or its exemptions are not whole')
  return { rules, losses, registry: [] }
}

const NOTHING: NonNullable<Rule['other']> = {}

/** Of what a rule has no key for, that which narrows it: its keys and its weight are no part of what it says. */
const conditionsOf = (other: Rule['other'] = NOTHING): NonNullable<Rule['other']> => {
  const entries = Object.entries(other).filter(([key]) => key.startsWith('FWPM_CONDITION_'))
  return entries.length === 0 ? NOTHING : Object.fromEntries(entries)
}

const sameLines = (first: readonly string[], second: readonly string[]): boolean =>
  first.length === second.length && first.every((line, index) => line === second[index])

const isWholeGuard = (guard: readonly WfpFilter[]): boolean => {
  const [first] = guard
  if (first === undefined) return true
  const expected = defaultBlock({ provider: first.provider ?? '', subLayer: first.subLayer })
  return sameLines(expected.map(filterLine), guard.map(filterLine))
}
