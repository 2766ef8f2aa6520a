// SPDX-License-Identifier: MIT

import { join } from 'node:path'
import type { CompiledEstate, OutputSummary } from '../compile/compiled-estate.ts'
import { count } from '../diagnostics/count.ts'
import { estateHash } from '../rules/policy-hash.ts'
import type { TargetName } from '../targets/target-names.ts'

const WHAT: Readonly<Record<TargetName | 'preview' | 'rpc' | 'sql', string>> = {
  preview: 'one page to look at, print and sign: preview/index.html',
  gpo: 'Group Policy backups; import them with gpo/Import-FirewallGpo.ps1',
  wfw: 'policies for the Firewall node of a Group Policy object (an import replaces the whole policy of its target)',
  lgpo: 'LGPO text',
  netsh: 'netsh scripts',
  powershell: 'NetSecurity scripts',
  dsc: 'DSC configurations and documents',
  wfp: 'Windows Filtering Platform filters and their installer',
  rpc: 'scripts that restrict dynamic RPC and test it: values, restart, then rules',
  sql: 'a script that tests the static ports of SQL Server instances',
  csv: 'flows and rules as tables',
  aerleon: 'flows for the firewalls of the network, as definitions and terms of Aerleon',
  baseline: 'configuration items and their baseline; import them in the console of Configuration Manager',
  intune: 'policies of Microsoft Intune; import them with intune/Import-IntunePolicy.ps1',
  ansible: 'a playbook, inventory and role that run the NetSecurity scripts',
}

/** What a compile wrote and what to do next, for the terminal. */
export const compileSummary = (compiled: CompiledEstate, summary: OutputSummary, folder: string): string => {
  const rules = summary.policies.reduce((sum, { policy }) => sum + policy.rules.length, 0)
  const widened = summary.policies.reduce((sum, { policy }) => sum + policy.widened.length, 0)
  const covered = summary.policies.reduce((sum, { policy }) => sum + policy.covered.length, 0)
  const artifacts = [...summary.policies.flatMap(({ artifacts: all }) => all), ...summary.artifacts]
  const verified = artifacts.filter((artifact) => artifact.verified).length
  const folders = new Set(summary.files.map(({ path }) => path.split('/')[0] as string))
  return [
    `${compiled.estate}: ${count(compiled.flows.length, 'flow')}, ${count(summary.policies.length, 'policy', 'policies')}, ${count(rules, 'rule')}`,
    `estate hash ${estateHash(summary.policies.map(({ policy }) => policy)).slice(0, 16)}`,
    `${verified} of ${count(artifacts.length, 'artifact')} read back and equal to the rules`,
    ...(widened > 0
      ? [`${count(widened, 'allowance')} beyond the exact need, listed under “widened” in portwright.json`]
      : []),
    ...(covered > 0
      ? [`${count(covered, 'rule')} not written, since wider ones hold them; listed under “covered” in portwright.json`]
      : []),
    '',
    ...Object.entries(WHAT)
      .filter(([name]) => folders.has(name))
      .map(([name, what]) => `  ${join(folder, name).padEnd(24)} ${what}`),
    `  ${join(folder, 'portwright.json').padEnd(24)} everything above, with the document line behind each rule`,
    '',
  ].join('\n')
}
