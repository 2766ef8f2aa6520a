// SPDX-License-Identifier: MIT

import { polLosses } from '../formats/registry-pol/pol-losses.ts'
import { firewallPolicySteps } from '../formats/registry-pol/read-firewall-policy.ts'
import { readRegistryPol } from '../formats/registry-pol/read-registry-pol.ts'
import { destroyedFile } from './destroyed-file.ts'
import type { StartedRead } from './started-read.ts'

export function* polSteps(bytes: Uint8Array): StartedRead['steps'] {
  const { records, faults } = readRegistryPol(bytes)
  const [fault] = faults
  // Without its header a file is no registry.pol at all.
  if (fault !== undefined && fault.text === undefined) throw destroyedFile(`${fault.reason} (byte ${fault.offset})`)
  const { rules, registry, losses } = yield* firewallPolicySteps(records)
  return { rules, registry, losses: [...polLosses(faults), ...losses] }
}
