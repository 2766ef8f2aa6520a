// SPDX-License-Identifier: MIT
import type { FilterOwner } from '../../formats/wfp/filter-of.ts'
import { wfpKey } from '../../formats/wfp/wfp-key.ts'

/** Provider and sublayer of a policy: the same for every compile of the same policy. */
export const ownerOf = (estate: string, policy: string): FilterOwner => ({
  provider: wfpKey(`${estate}|${policy}|wfp provider`),
  subLayer: wfpKey(`${estate}|${policy}|wfp sublayer`),
})

/**
 * Service of the provider, the Base Filtering Engine itself: persistent filters of a provider whose service does not
 * start by itself are not enforced after a restart (FWPM_PROVIDER0, FwpmProviderAdd0).
 */
export const PROVIDER_SERVICE = 'BFE'

/** FWPM_SUBLAYER0.weight: evaluated before the sublayers of Windows Firewall. */
export const SUBLAYER_WEIGHT = 0xffff
