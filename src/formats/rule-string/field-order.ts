// SPDX-License-Identifier: MIT

/**
 * The order in which Windows writes the fields of a rule. MS-GPFAS leaves it free; this is what the files that Windows
 * wrote show. Fields that never meet in one of them (RA42 with RA4, IF with App, TTK with Edge) keep the order of FW_RULE.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-gpfas/
 */
export const FIELD_ORDER = [
  'Action',
  'Active',
  'Dir',
  'Protocol',
  'Profile',
  'LPort',
  'LPort2_10',
  'LPort2_20',
  'LPort2_24',
  'RPort',
  'RPort2_10',
  'ICMP4',
  'ICMP6',
  'LA4',
  'LA6',
  'RA42',
  'RA62',
  'RA4',
  'RA6',
  'IF',
  'IFType',
  'App',
  'Svc',
  'Name',
  'Desc',
  'RMauth',
  'RUAuth',
  'PFN',
  'LUAuth',
  'LUAuth2_24',
  'LUOwn',
  'AppPkgId',
  'NNm',
  'SecurityRealmId',
  'EmbedCtxt',
  'Platform',
  'Platform2',
  'TTK',
  'TTK2_22',
  'TTK2_27',
  'TTK2_28',
  'Edge',
  'Defer',
  'LSM',
  'LOM',
  'PCross',
  'AuthByPassOut',
  'SkipVer',
  'Security',
  'Security2_9',
  'Security2',
] as const

export type FieldKey = (typeof FIELD_ORDER)[number]

const BY_KEY: ReadonlyMap<string, FieldKey> = new Map(FIELD_ORDER.map((key) => [key, key]))
const BY_LOWER_CASE: ReadonlyMap<string, FieldKey> = new Map(FIELD_ORDER.map((key) => [key.toLowerCase(), key]))

/** Windows' own spelling of a key; hand-written service rules of Windows spell some in another case. */
export const fieldKey = (key: string): FieldKey | null =>
  BY_KEY.get(key) ?? BY_LOWER_CASE.get(key.toLowerCase()) ?? null
