// SPDX-License-Identifier: MIT
import type { Estate } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Report } from '../problem.ts'
import { checkHostName } from './check-host-name.ts'
import { checkName } from './check-name.ts'

/** The version of NetworkingDsc that the tests of Portwright's DSC configuration know. */
const NETWORKING_DSC = '9.1.0'

/** Options of the targets: Group Policy, DSC, Windows Filtering Platform. */
export const resolveOutput = (file: EstateFile, report: Report): Pick<Estate, 'gpo' | 'dsc' | 'wfp'> => {
  const { gpo, dsc, wfp } = file
  const version = dsc?.networkingDsc ?? NETWORKING_DSC
  const major = /^(\d{1,4})\.\d{1,6}\.\d{1,6}(-[0-9A-Za-z.-]+)?$/.exec(version)?.[1]
  if (gpo?.prefix !== undefined) checkName(gpo.prefix, 'Group Policy objects', report, ['gpo', 'prefix'], 'value')
  if (gpo?.domain !== undefined) checkHostName(gpo.domain, 'a domain', report, ['gpo', 'domain'], 'value')
  if (major === undefined || Number(major) < 8) report('networkingdsc-version', { version }, ['dsc', 'networkingDsc'])
  return {
    gpo: {
      prefix: gpo?.prefix ?? 'Portwright',
      domain: gpo?.domain?.toLowerCase() ?? null,
      groups: gpo?.groups ?? true,
      wmiFilter: gpo?.wmiFilter ?? false,
      rpc: gpo?.rpc ?? 'policy',
    },
    dsc: { networkingDsc: version },
    wfp: { hardPermit: wfp?.hardPermit ?? false, defaultBlock: wfp?.defaultBlock ?? false },
  }
}
