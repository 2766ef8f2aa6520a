// SPDX-License-Identifier: MIT
import type { RegistryValue } from '../rule/registry-value.ts'
import { decodeRegistryData } from './decode-registry-data.ts'
import { encodeRegistryData } from './encode-registry-data.ts'
import type { PolRecord } from './pol-record.ts'
import { TYPE_NUMBER } from './registry-types.ts'

export type Hive = 'HKLM' | 'HKCU'

export const toRegistryValue = (record: PolRecord, hive: Hive = 'HKLM'): RegistryValue => ({
  key: `${hive}\\${record.key}`,
  name: record.name,
  ...decodeRegistryData(record.type, record.data),
})

/** The hive is left out: in a policy, the folder of the file stands for it. */
export const toPolRecord = (value: RegistryValue): PolRecord => ({
  key: value.key.slice(value.key.indexOf('\\') + 1),
  name: value.name,
  type: TYPE_NUMBER[value.type],
  data: encodeRegistryData(value),
})
