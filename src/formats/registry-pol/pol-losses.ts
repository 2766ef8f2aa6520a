// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'
import type { PolFault } from './read-registry-pol.ts'

/** The damaged places of a registry.pol file, each with what stands there. */
export const polLosses = (faults: readonly PolFault[], file?: string): readonly Loss[] =>
  faults.map(({ offset, reason, text }) => ({
    rule: null,
    field: file ?? `byte ${offset}`,
    reason: file === undefined ? reason : `at byte ${offset}: ${reason}`,
    ...(text !== undefined && { text }),
  }))
