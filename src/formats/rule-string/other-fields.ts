// SPDX-License-Identifier: MIT
import { isBracedGuid } from '../security/guid.ts'
import { isPackageName } from '../security/package-name.ts'
import { isSddl } from '../security/sddl.ts'
import { isPackageSid, isSid } from '../security/sid.ts'

type Form = (value: string) => boolean

const form =
  (pattern: RegExp): Form =>
  (value) =>
    pattern.test(value)
const BOOLEAN = form(/^(TRUE|FALSE)$/i)
/** As Windows encodes a condition about users. */
const BASE64 = form(/^(?=.)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)

/**
 * Fields that Rule has no key for, and what Windows writes in them (MS-GPFAS 2.2.2). They narrow a rule: one whose value
 * is none of these may narrow it in a way that nobody knows, or not at all.
 */
const OTHER_FIELDS: Readonly<Record<string, Form>> = {
  IF: isBracedGuid,
  RMauth: isSddl,
  RUAuth: isSddl,
  LUAuth: isSddl,
  LUAuth2_24: BASE64,
  LUOwn: isSid,
  AppPkgId: isPackageSid,
  SecurityRealmId: isSid,
  PFN: isPackageName,
  NNm: form(/^.+$/),
  Platform: form(/^\d{1,3}:\d{1,3}:\d{1,3}$/),
  Platform2: form(/^GTEQ$/),
  TTK: form(/^(?:Proximity|ProxSharing)$/),
  TTK2_22: form(/^(?:WFDPrint|WFDDisplay|WFDDevices)$/),
  TTK2_27: form(/^(?:WFDKmDriver|UPnP)$/),
  TTK2_28: form(/^WFDCDPSvc$/),
  Edge: BOOLEAN,
  Defer: form(/^(?:App|User)$/),
  LSM: BOOLEAN,
  LOM: BOOLEAN,
  PCross: BOOLEAN,
  AuthByPassOut: BOOLEAN,
  SkipVer: form(/^\d{1,3}\.\d{1,3}$/),
  Security: form(/^(?:Authenticate|AuthenticateEncrypt)$/),
  Security2_9: form(/^An-NoEncap$/),
  Security2: form(/^AnE-Nego$/),
}

/** Why a field that stands in `other` was not understood; null where it was. */
export const otherFieldReason = (key: string, values: readonly string[]): string | null => {
  const fits = Object.hasOwn(OTHER_FIELDS, key) ? OTHER_FIELDS[key] : undefined
  if (fits === undefined) return 'is no field of a firewall rule that is known here'
  const wrong = values.find((value) => !fits(value))
  if (wrong !== undefined) return wrong === '' ? 'is empty' : `not understood: ${JSON.stringify(wrong)}`
  return values.length > 1 && !/^(?:IF|NNm|Platform|TTK.*)$/.test(key) ? 'stands twice' : null
}
