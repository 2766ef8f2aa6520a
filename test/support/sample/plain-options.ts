// SPDX-License-Identifier: MIT
import type { TargetOptions } from '../../../src/targets/target.ts'

/** What an estate that says nothing about targets gives them. */
export const PLAIN_OPTIONS: TargetOptions = {
  estate: 'contoso',
  version: '0.1.0',
  gpo: { prefix: 'Portwright', domain: null, groups: true, wmiFilter: false, rpc: 'policy' },
  dsc: { networkingDsc: '9.1.0' },
  wfp: { hardPermit: false, defaultBlock: false },
  baseline: { remediate: false, version: 1 },
}
