// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { OutputSummary } from '../compile/compile-output.ts'
import type { CompiledEstate } from '../compile/compiled-estate.ts'

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`

const WHAT: Readonly<Record<string, string>> = {
  gpo: 'Group Policy backups; import them with gpo/Import-FirewallGpo.ps1',
  wfw: 'policies for the Firewall node of a Group Policy object (an import replaces the whole policy of its target)',
  lgpo: 'LGPO text',
  netsh: 'netsh scripts',
  powershell: 'NetSecurity scripts',
  dsc: 'DSC configurations and documents',
  wfp: 'Windows Filtering Platform filters and their installer',
  csv: 'flows and rules as tables',
}

/** What a compile wrote and what to do next, for the terminal. */
export const compileSummary = (compiled: CompiledEstate, summary: OutputSummary, folder: string): string => {
  const rules = summary.policies.reduce((sum, { policy }) => sum + policy.rules.length, 0)
  const widened = summary.policies.reduce((sum, { policy }) => sum + policy.widened.length, 0)
  const artifacts = summary.policies.flatMap(({ artifacts: all }) => all)
  const verified = artifacts.filter((artifact) => artifact.verified).length
  const targets = [...new Set(artifacts.map((artifact) => artifact.target))]
  return [
    `${compiled.estate}: ${count(compiled.flows.length, 'flow')}, ${count(summary.policies.length, 'policy', 'policies')}, ${count(rules, 'rule')}`,
    `${verified} of ${count(artifacts.length, 'artifact')} read back and equal to the rules`,
    ...(widened > 0
      ? [`${count(widened, 'allowance')} beyond the exact need, listed under “widened” in portwright.json`]
      : []),
    '',
    ...targets.map((target) => `  ${join(folder, target).padEnd(24)} ${WHAT[target] ?? ''}`),
    `  ${join(folder, 'portwright.json').padEnd(24)} everything above, with the document line behind each rule`,
    '',
  ].join('\n')
}
