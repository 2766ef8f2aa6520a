// SPDX-License-Identifier: MIT

export interface Structure {
  /** Bytes on x64 and ARM64. */
  readonly size: number
  /** Offset of each field, in the order of the header. A union goes by its first member. */
  readonly fields: Readonly<Record<string, number>>
}

/**
 * Layout of the structures that the installer hands to the engine: `fwptypes.h` and `fwpmtypes.h` of the Windows SDK,
 * 64 bit. The installer compares its own with these before it opens the engine.
 * https://learn.microsoft.com/windows/win32/api/fwpmtypes/
 */
export const STRUCTURES = {
  FWP_BYTE_BLOB: { size: 16, fields: { size: 0, data: 8 } },
  FWP_VALUE0: { size: 16, fields: { type: 0, uint64: 8 } },
  FWP_CONDITION_VALUE0: { size: 16, fields: { type: 0, uint64: 8 } },
  FWP_RANGE0: { size: 32, fields: { valueLow: 0, valueHigh: 16 } },
  FWP_V4_ADDR_AND_MASK: { size: 8, fields: { addr: 0, mask: 4 } },
  FWP_V6_ADDR_AND_MASK: { size: 17, fields: { addr: 0, prefixLength: 16 } },
  FWPM_DISPLAY_DATA0: { size: 16, fields: { name: 0, description: 8 } },
  FWPM_SESSION0: {
    size: 72,
    fields: {
      sessionKey: 0,
      displayData: 16,
      flags: 32,
      txnWaitTimeoutInMSec: 36,
      processId: 40,
      sid: 48,
      username: 56,
      kernelMode: 64,
    },
  },
  FWPM_PROVIDER0: {
    size: 64,
    fields: { providerKey: 0, displayData: 16, flags: 32, providerData: 40, serviceName: 56 },
  },
  FWPM_SUBLAYER0: {
    size: 72,
    fields: { subLayerKey: 0, displayData: 16, flags: 32, providerKey: 40, providerData: 48, weight: 64 },
  },
  FWPM_ACTION0: { size: 20, fields: { type: 0, filterType: 4 } },
  FWPM_FILTER_CONDITION0: { size: 40, fields: { fieldKey: 0, matchType: 16, conditionValue: 24 } },
  FWPM_FILTER0: {
    size: 200,
    fields: {
      filterKey: 0,
      displayData: 16,
      flags: 32,
      providerKey: 40,
      providerData: 48,
      layerKey: 64,
      subLayerKey: 80,
      weight: 96,
      numFilterConditions: 112,
      filterCondition: 120,
      action: 128,
      rawContext: 152,
      reserved: 168,
      filterId: 176,
      effectiveWeight: 184,
    },
  },
  FWPM_FILTER_ENUM_TEMPLATE0: {
    size: 72,
    fields: {
      providerKey: 0,
      layerKey: 8,
      enumType: 24,
      flags: 28,
      providerContextTemplate: 32,
      numFilterConditions: 40,
      filterCondition: 48,
      actionMask: 56,
      calloutKey: 64,
    },
  },
} as const satisfies Readonly<Record<string, Structure>>
