// SPDX-License-Identifier: MIT

/** A schema version as Windows stores it in PolicyVersion: the major number in the high byte, the minor in the low one. */
export type SchemaVersion = number

/** Windows 7 and Server 2008 R2: the oldest that knows port ranges. MS-GPFAS, product behavior of the version tag. */
export const BASE_VERSION: SchemaVersion = 0x020a

/** The first version that knows a field. MS-GPFAS 2.2.2, MS-FASP 2.2.37; LPort2_24 and PFN as Windows writes them. */
export const FIELD_VERSION: Readonly<Record<string, SchemaVersion>> = {
  LPort2_10: 0x020a,
  RPort2_10: 0x020a,
  Defer: 0x020a,
  Security2: 0x020a,
  Security2_9: 0x0209,
  LPort2_20: 0x0214,
  RA42: 0x0214,
  RA62: 0x0214,
  LUAuth: 0x0214,
  LUOwn: 0x0214,
  AppPkgId: 0x0214,
  TTK: 0x0214,
  LOM: 0x0214,
  PCross: 0x0214,
  AuthByPassOut: 0x0214,
  TTK2_22: 0x0216,
  LPort2_24: 0x0218,
  LUAuth2_24: 0x0218,
  NNm: 0x0218,
  SecurityRealmId: 0x0218,
  TTK2_27: 0x021b,
  TTK2_28: 0x021c,
  PFN: 0x0221,
}

/** CaptivePortal came later than the field that carries it. */
export const CAPTIVE_PORTAL_VERSION: SchemaVersion = 0x021e

/** Reads `2.10`; both numbers must fit a byte. Versions compare as numbers: 2.10 is newer than 2.9. */
export const parseVersion = (text: string): SchemaVersion | null => {
  const match = /^(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (match === null) return null
  const major = Number(match[1])
  const minor = Number(match[2])
  return major > 255 || minor > 255 ? null : major * 256 + minor
}

export const formatVersion = (version: SchemaVersion): string => `${version >> 8}.${version & 255}`

/** The version that a rule string starts with. */
export const ruleStringVersion = (text: string): SchemaVersion | null =>
  parseVersion(text.slice(1, Math.max(text.indexOf('|'), 1)))
