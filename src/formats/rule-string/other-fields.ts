// SPDX-License-Identifier: MIT

const BOOLEAN = /^(TRUE|FALSE)$/i
const SDDL = /^(?:O:[^|()]+)?(?:G:[^|()]+)?D:[A-Z]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))+$/
const SID = /^S-1(?:-\d{1,20}){1,16}$/

/**
 * Fields that Rule has no key for, and what Windows writes in them (MS-GPFAS 2.2.2). They narrow a rule: one whose value
 * is none of these may narrow it in a way that nobody knows, or not at all.
 */
const OTHER_FIELDS: Readonly<Record<string, RegExp>> = {
  IF: /^\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$/,
  RMauth: SDDL,
  RUAuth: SDDL,
  LUAuth: SDDL,
  LUAuth2_24: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  LUOwn: SID,
  AppPkgId: SID,
  SecurityRealmId: SID,
  PFN: /^[A-Za-z0-9._-]{3,80}$/,
  NNm: /^.+$/,
  Platform: /^\d{1,3}:\d{1,3}:\d{1,3}$/,
  Platform2: /^GTEQ$/,
  TTK: /^(?:Proximity|ProxSharing)$/,
  TTK2_22: /^(?:WFDPrint|WFDDisplay|WFDDevices)$/,
  TTK2_27: /^(?:WFDKmDriver|UPnP)$/,
  TTK2_28: /^WFDCDPSvc$/,
  Edge: BOOLEAN,
  Defer: /^(?:App|User)$/,
  LSM: BOOLEAN,
  LOM: BOOLEAN,
  PCross: BOOLEAN,
  AuthByPassOut: BOOLEAN,
  SkipVer: /^\d{1,3}\.\d{1,3}$/,
  Security: /^(?:Authenticate|AuthenticateEncrypt)$/,
  Security2_9: /^An-NoEncap$/,
  Security2: /^AnE-Nego$/,
}

/** Why a field that stands in `other` was not understood; null where it was. */
export const otherFieldReason = (key: string, values: readonly string[]): string | null => {
  const form = Object.hasOwn(OTHER_FIELDS, key) ? OTHER_FIELDS[key] : undefined
  if (form === undefined) return 'is no field of a firewall rule that is known here'
  const wrong = values.find((value) => !form.test(value))
  if (wrong !== undefined) return wrong === '' ? 'is empty' : `not understood: ${JSON.stringify(wrong)}`
  return values.length > 1 && !/^(?:IF|NNm|Platform|TTK.*)$/.test(key) ? 'stands twice' : null
}
