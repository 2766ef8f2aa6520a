// SPDX-License-Identifier: MIT
import { readWfpRules } from '../formats/wfp/read-wfp-rules.ts'
import type { ReadResult } from './read-result.ts'

/** A document of `netsh wfp show filters` or `show state`: every filter at the layers of Windows Firewall is a rule. */
export const readWfpFile = (bytes: Uint8Array): ReadResult => {
  const result = readWfpRules(bytes)
  return 'rules' in result
    ? { format: 'wfp', rules: result.rules, registry: [], losses: result.losses }
    : { format: 'wfp', rules: [], registry: [], losses: [{ rule: null, field: 'document', reason: result.reason }] }
}
