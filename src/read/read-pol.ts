// SPDX-License-Identifier: MIT

import { polLosses } from '../formats/registry-pol/pol-losses.ts'
import { readFirewallPolicy } from '../formats/registry-pol/read-firewall-policy.ts'
import { readRegistryPol } from '../formats/registry-pol/read-registry-pol.ts'
import { destroyedFile } from './destroyed-file.ts'
import type { ReadResult } from './read-result.ts'

export const readPol = (bytes: Uint8Array): ReadResult => {
  const { records, faults } = readRegistryPol(bytes)
  const [fault] = faults
  // Without its header a file is no registry.pol at all.
  if (fault !== undefined && fault.text === undefined) throw destroyedFile(`${fault.reason} (byte ${fault.offset})`)
  const { rules, registry, losses } = readFirewallPolicy(records)
  return { format: 'registry.pol', rules, registry, losses: [...polLosses(faults), ...losses] }
}
