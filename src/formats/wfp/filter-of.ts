// SPDX-License-Identifier: MIT
import type { WfpCondition, WfpFilter } from './filter.ts'
import { weight } from './filter-weight.ts'
import { type ProviderData, providerDataHex } from './provider-data.ts'
import { wfpKey } from './wfp-key.ts'

/** Provider and sublayer that own the filters of a policy. */
export interface FilterOwner {
  readonly provider: string
  readonly subLayer: string
}

export interface FilterSketch {
  readonly name: string
  readonly description: string
  readonly layer: string
  readonly weight: number
  readonly action: 'FWP_ACTION_PERMIT' | 'FWP_ACTION_BLOCK'
  /** A permit that no lower sublayer may block. */
  readonly hard: boolean
  readonly conditions: readonly WfpCondition[]
  readonly data: ProviderData
}

/** A persistent filter. Its key comes from all that it says: a filter that changes gets another key. */
export const filterOf = (owner: FilterOwner, sketch: FilterSketch): WfpFilter => ({
  key: wfpKey(`${owner.provider}|${JSON.stringify(sketch)}`),
  name: sketch.name,
  description: sketch.description,
  flags: ['FWPM_FILTER_FLAG_PERSISTENT', ...(sketch.hard ? ['FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT'] : [])],
  provider: owner.provider,
  providerData: providerDataHex(sketch.data),
  layer: sketch.layer,
  subLayer: owner.subLayer,
  weight: weight(sketch.weight),
  conditions: sketch.conditions,
  action: sketch.action,
  callout: null,
  providerContext: null,
})
