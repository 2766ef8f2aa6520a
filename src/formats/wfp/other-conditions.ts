// SPDX-License-Identifier: MIT
import { parseAddress } from '../address/address-set.ts'
import { parseIPv4 } from '../address/ip.ts'
import { isSddl } from '../security/sddl.ts'
import { isSid } from '../security/sid.ts'
import type { WfpCondition } from './filter.ts'

/**
 * Conditions that a rule has no key for. They narrow a filter, and stand in `other` under these names, from `fwpmu.h`.
 * https://learn.microsoft.com/windows/win32/fwp/filtering-condition-identifiers-
 */
const FIELDS = new Set(
  [
    'ALE_EFFECTIVE_NAME ALE_NAP_CONTEXT ALE_ORIGINAL_APP_ID ALE_PACKAGE_FAMILY_NAME ALE_PACKAGE_ID ALE_PROMISCUOUS_MODE',
    'ALE_REAUTH_REASON ALE_REMOTE_MACHINE_ID ALE_REMOTE_USER_ID ALE_USER_ID ALE_SECURITY_ATTRIBUTE_FQBN_VALUE',
    'ALE_SIO_FIREWALL_SYSTEM_PORT ARRIVAL_INTERFACE_INDEX ARRIVAL_INTERFACE_PROFILE_ID ARRIVAL_INTERFACE_TYPE',
    'ARRIVAL_TUNNEL_TYPE BITMAP_IP_LOCAL_ADDRESS BITMAP_IP_LOCAL_PORT BITMAP_IP_REMOTE_ADDRESS BITMAP_IP_REMOTE_PORT',
    'COMPARTMENT_ID CURRENT_PROFILE_ID DESTINATION_INTERFACE_INDEX DESTINATION_SUB_INTERFACE_INDEX FLAGS INTERFACE_INDEX',
    'INTERFACE_TYPE IP_ARRIVAL_INTERFACE IP_DESTINATION_ADDRESS_TYPE IP_LOCAL_ADDRESS_TYPE IP_LOCAL_INTERFACE',
    'IP_NEXTHOP_ADDRESS IP_NEXTHOP_INTERFACE LOCAL_INTERFACE_PROFILE_ID NEXTHOP_INTERFACE_INDEX',
    'NEXTHOP_INTERFACE_PROFILE_ID NEXTHOP_INTERFACE_TYPE NEXTHOP_SUB_INTERFACE_INDEX NEXTHOP_TUNNEL_TYPE',
    'ORIGINAL_PROFILE_ID SOURCE_INTERFACE_INDEX SOURCE_SUB_INTERFACE_INDEX SUB_INTERFACE_INDEX TUNNEL_TYPE',
  ].flatMap((line) => line.split(' ').map((name) => `FWPM_CONDITION_${name}`)),
)

const MATCHES = new Set(
  [
    'EQUAL GREATER LESS GREATER_OR_EQUAL LESS_OR_EQUAL RANGE FLAGS_ALL_SET FLAGS_ANY_SET FLAGS_NONE_SET',
    'EQUAL_CASE_INSENSITIVE NOT_EQUAL PREFIX NOT_PREFIX',
  ].flatMap((line) => line.split(' ').map((name) => `FWP_MATCH_${name}`)),
)

const number =
  (most: bigint) =>
  (text: string): boolean =>
    /^\d{1,20}$/.test(text) && BigInt(text) <= most
const uint32 = number(0xffff_ffffn)
const isNetwork = (text: string): boolean => text.includes('/') && parseAddress(text, true) !== null
const isPlace = (text: string): boolean => /^\d{1,20}$/.test(text) || (parseAddress(text)?.keywords.length ?? 1) === 0
const isText = (text: string): boolean => text !== ''

const VALUES: Readonly<Record<string, (text: string) => boolean>> = {
  FWP_UINT8: number(0xffn),
  FWP_UINT16: number(0xffffn),
  FWP_UINT32: (text) => uint32(text) || parseIPv4(text) !== null,
  FWP_UINT64: number(0xffff_ffff_ffff_ffffn),
  FWP_SID: isSid,
  FWP_BYTE_BLOB_TYPE: isText,
  FWP_SECURITY_DESCRIPTOR_TYPE: isSddl,
  FWP_UNICODE_STRING_TYPE: isText,
  FWP_BYTE_ARRAY16_TYPE: (text) => /^[0-9a-fA-F:.]+$/.test(text),
  FWP_RANGE_TYPE: (text) => text.split('-').length === 2 && text.split('-').every(isPlace),
  FWP_V4_ADDR_MASK: isNetwork,
  FWP_V6_ADDR_MASK: isNetwork,
}

/** Whether a condition that a rule has no key for is one that Windows has, with a value of its type. */
export const isOtherCondition = ({ field, match, value }: WfpCondition): boolean =>
  FIELDS.has(field) &&
  MATCHES.has(match) &&
  Object.hasOwn(VALUES, value.type) &&
  VALUES[value.type]?.(value.value) === true
