// SPDX-License-Identifier: MIT

/**
 * Fields of conditions, from `fwpmu.h`.
 * At the ALE layers an ICMP packet has its type in IP_LOCAL_PORT and its code in IP_REMOTE_PORT:
 * the header defines FWPM_CONDITION_ICMP_TYPE and FWPM_CONDITION_ICMP_CODE as these two.
 * https://learn.microsoft.com/windows/win32/fwp/filtering-condition-identifiers-
 */
export const CONDITIONS = {
  FWPM_CONDITION_IP_PROTOCOL: '{3971ef2b-623e-4f9a-8cb1-6e79b806b9a7}',
  FWPM_CONDITION_IP_LOCAL_ADDRESS: '{d9ee00de-c1ef-4617-bfe3-ffd8f5a08957}',
  FWPM_CONDITION_IP_REMOTE_ADDRESS: '{b235ae9a-1d64-49b8-a44c-5ff3d9095045}',
  FWPM_CONDITION_IP_LOCAL_PORT: '{0c1ba1af-5765-453f-af22-a8f791ac775b}',
  FWPM_CONDITION_IP_REMOTE_PORT: '{c35a604d-d22b-4e1a-91b4-68f674ee674b}',
  FWPM_CONDITION_ALE_APP_ID: '{d78e1e87-8644-4ea5-9437-d809ecefc971}',
  FWPM_CONDITION_ALE_USER_ID: '{af043a0a-b34d-4f86-979c-c90371af6e66}',
  FWPM_CONDITION_ORIGINAL_PROFILE_ID: '{46ea1551-2255-492b-8019-aabeee349f40}',
  FWPM_CONDITION_CURRENT_PROFILE_ID: '{ab3033c9-c0e3-4759-937d-5758c65d4ae3}',
  FWPM_CONDITION_ALE_SIO_FIREWALL_SYSTEM_PORT: '{b9f4e088-cb98-4efb-a2c7-ad07332643db}',
  FWPM_CONDITION_FLAGS: '{632ce23b-5167-435c-86d7-e903684aa80c}',
} as const

const BY_KEY = new Map<string, string>(Object.entries(CONDITIONS).map(([name, key]) => [key, name]))

/** The SDK's name of a field that netsh printed by name or `{guid}`; as it is where there is none here. */
export const conditionName = (nameOrKey: string): string =>
  nameOrKey.startsWith('{') ? (BY_KEY.get(nameOrKey.toLowerCase()) ?? nameOrKey) : nameOrKey
