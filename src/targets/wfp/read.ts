// SPDX-License-Identifier: MIT

import { joinRules } from '../../formats/rule/rule-or-losses.ts'
import { defaultBlock } from '../../formats/wfp/default-block.ts'
import type { WfpFilter } from '../../formats/wfp/filter.ts'
import { filterLine } from '../../formats/wfp/filter-line.ts'
import { filterRule } from '../../formats/wfp/filter-rule.ts'
import { readProviderData } from '../../formats/wfp/provider-data.ts'
import { readWfpXml } from '../../formats/wfp/read-wfp-xml.ts'
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
  const result = readWfpXml(xml.bytes)
  if ('reason' in result) return failed(xml.path, `line ${result.line}: ${result.reason}`)
  const [fault] = result.faults
  if (fault !== undefined) return failed(xml.path, `line ${fault.line}: ${fault.reason}`)
  const { filters } = result.document
  const script = files.find(({ path }) => path.endsWith('.ps1'))
  if (script !== undefined && !sameLines(filters.map(filterLine), scriptTable(script.bytes)))
    return failed(script.path, 'the installer holds other filters than the XML')
  const data = new Map(filters.map((filter) => [filter, readProviderData(filter.providerData)]))
  const guard = filters.filter(
    (filter) => data.get(filter)?.exempt !== undefined || data.get(filter)?.default === 'block',
  )
  if (!isWholeGuard(guard)) return failed(xml.path, 'the default block or its exemptions are not whole')
  const read = filters
    .filter((filter) => !guard.includes(filter))
    .flatMap((filter) => {
      const one = filterRule(filter)
      const id = data.get(filter)?.rule
      return one === null ? [] : [{ ...one, rules: one.rules.map((rule) => ({ ...rule, id: id ?? rule.id })) }]
    })
  return { ...joinRules(read), registry: [] }
}

const sameLines = (first: readonly string[], second: readonly string[]): boolean =>
  first.length === second.length && first.every((line, index) => line === second[index])

const isWholeGuard = (guard: readonly WfpFilter[]): boolean => {
  const [first] = guard
  if (first === undefined) return true
  const expected = defaultBlock({ provider: first.provider ?? '', subLayer: first.subLayer })
  return sameLines(expected.map(filterLine), guard.map(filterLine))
}
