// SPDX-License-Identifier: MIT
import { readWfpRules } from '../formats/wfp/read-wfp-rules.ts'
import { destroyedFile } from './destroyed-file.ts'
import type { ReadResult } from './read-result.ts'

/** A document of `netsh wfp show filters` or `show state`: every filter at the layers of Windows Firewall is a rule. */
export const readWfpFile = (bytes: Uint8Array): ReadResult => {
  const result = readWfpRules(bytes)
  if ('reason' in result) throw destroyedFile(`${result.reason} (line ${result.line}, column ${result.column})`)
  return { format: 'wfp', rules: result.rules, registry: [], losses: result.losses }
}
