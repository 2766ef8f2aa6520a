// SPDX-License-Identifier: MIT
import type { WfpValue } from './filter.ts'

/**
 * FWP_UINT8 weights, 0 to 15: the top four bits of a filter's weight in its sublayer; the engine fills the rest.
 * Filters of different actions never share one. A block stands over a permit, as in Windows Firewall.
 */
export const WEIGHT = { block: 12, permit: 8, exempt: 4, defaultBlock: 0 } as const

export const weight = (value: number): WfpValue => ({ type: 'FWP_UINT8', value: `${value}` })
