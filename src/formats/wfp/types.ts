// SPDX-License-Identifier: MIT

/** FWP_DATA_TYPE, `fwptypes.h`. https://learn.microsoft.com/windows/win32/api/fwptypes/ne-fwptypes-fwp_data_type */
export const FWP_DATA_TYPE = {
  FWP_EMPTY: 0,
  FWP_UINT8: 1,
  FWP_UINT16: 2,
  FWP_UINT32: 3,
  FWP_UINT64: 4,
  FWP_BYTE_ARRAY16_TYPE: 11,
  FWP_BYTE_BLOB_TYPE: 12,
  FWP_SID: 13,
  FWP_SECURITY_DESCRIPTOR_TYPE: 14,
  FWP_V4_ADDR_MASK: 0x100,
  FWP_V6_ADDR_MASK: 0x101,
  FWP_RANGE_TYPE: 0x102,
} as const

/** FWP_MATCH_TYPE, `fwptypes.h`. https://learn.microsoft.com/windows/win32/api/fwptypes/ne-fwptypes-fwp_match_type */
export const FWP_MATCH_TYPE = {
  FWP_MATCH_EQUAL: 0,
  FWP_MATCH_RANGE: 5,
  FWP_MATCH_FLAGS_ALL_SET: 6,
} as const

/** FWP_ACTION_TYPE, `fwptypes.h`. https://learn.microsoft.com/windows/win32/api/fwpmtypes/ns-fwpmtypes-fwpm_action0 */
export const FWP_ACTION_TYPE = { FWP_ACTION_BLOCK: 0x1001, FWP_ACTION_PERMIT: 0x1002 } as const

/** Flags of FWPM_FILTER0, `fwpmu.h`. https://learn.microsoft.com/windows/win32/api/fwpmtypes/ns-fwpmtypes-fwpm_filter0 */
export const FWPM_FILTER_FLAG = {
  FWPM_FILTER_FLAG_PERSISTENT: 0x1,
  FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT: 0x8,
} as const

/** FWP_CONDITION_FLAG_IS_LOOPBACK, `fwptypes.h`. */
export const FWP_CONDITION_FLAG_IS_LOOPBACK = 1

/**
 * Values of ORIGINAL_PROFILE_ID and CURRENT_PROFILE_ID: the NLM_NETWORK_CATEGORY of `netlistmgr.h` and one,
 * as the filters of Windows Firewall itself carry them.
 */
export const PROFILE_ID = { public: 1, private: 2, domain: 3 } as const
