// SPDX-License-Identifier: MIT
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

const VALUES: Readonly<Record<string, RegExp>> = {
  FWP_UINT8: /^\d{1,3}$/,
  FWP_UINT16: /^\d{1,5}$/,
  FWP_UINT32: /^(?:\d{1,10}|\d{1,3}(?:\.\d{1,3}){3})$/,
  FWP_UINT64: /^\d{1,20}$/,
  FWP_SID: /^S-1(?:-\d{1,20}){1,16}$/,
  FWP_BYTE_BLOB_TYPE: /^.+$/s,
  FWP_SECURITY_DESCRIPTOR_TYPE: /^(?:[OGDS]:.*)+$/s,
  FWP_UNICODE_STRING_TYPE: /^.+$/s,
  FWP_BYTE_ARRAY16_TYPE: /^[0-9a-fA-F:.]+$/,
  FWP_RANGE_TYPE: /^.+-.+$/,
  FWP_V4_ADDR_MASK: /^.+\/.+$/,
  FWP_V6_ADDR_MASK: /^.+\/.+$/,
}

/** Whether a condition that a rule has no key for is one that Windows has, with a value of its type. */
export const isOtherCondition = ({ field, match, value }: WfpCondition): boolean =>
  FIELDS.has(field) &&
  MATCHES.has(match) &&
  Object.hasOwn(VALUES, value.type) &&
  VALUES[value.type]?.test(value.value) === true
