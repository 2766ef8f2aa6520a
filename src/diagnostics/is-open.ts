// SPDX-License-Identifier: MIT
import type { Diagnostic } from './diagnostic.ts'

/** Whether nobody answers for it, or no longer. */
export const isOpen = ({ acknowledged }: Diagnostic): boolean => acknowledged?.inForce !== true
