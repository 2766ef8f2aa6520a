// SPDX-License-Identifier: MIT

/** A value with its FWP_DATA_TYPE, in text. */
export interface WfpValue {
  /** `FWP_UINT8` … as the SDK names it. */
  readonly type: string
  /**
   * A number, an address (`10.0.0.1` for an FWP_UINT32 that is one), `10.0.0.0/255.0.0.0`, `2001:db8::/32`, `LOW-HIGH`,
   * a path for an application id, SDDL for a security descriptor, else hex bytes; empty for FWP_EMPTY.
   */
  readonly value: string
  /** Type of both ends of an FWP_RANGE_TYPE. */
  readonly of?: string
}

/** Conditions on one field are alternatives; conditions on different fields must all hold. */
export interface WfpCondition {
  readonly field: string
  readonly match: string
  readonly value: WfpValue
}

/** FWPM_FILTER0. Keys are `{lower-case}` or the SDK's name of a well-known object. */
export interface WfpFilter {
  readonly key: string
  readonly name: string
  readonly description: string
  readonly flags: readonly string[]
  readonly provider: string | null
  /** Hex bytes. */
  readonly providerData: string
  readonly layer: string
  readonly subLayer: string
  readonly weight: WfpValue
  readonly conditions: readonly WfpCondition[]
  /** FWP_ACTION_TYPE in the SDK's name, with the callout where it is one. */
  readonly action: string
  readonly callout: string | null
  readonly providerContext: string | null
  /** When read: what is wrong with its parts; without them a filter would let through more. */
  readonly damage?: string
}

/** FWPM_PROVIDER0. */
export interface WfpProvider {
  readonly key: string
  readonly name: string
  readonly description: string
  readonly flags: readonly string[]
  /** Service that hosts the provider. */
  readonly service: string
}

/** What `netsh wfp show filters` or `show state` prints, as far as firewall rules go. */
export interface WfpDocument {
  readonly filters: readonly WfpFilter[]
  readonly providers: readonly WfpProvider[]
}
