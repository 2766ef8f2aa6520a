// SPDX-License-Identifier: MIT
import { encodeRegistryData } from '../registry-pol/encode-registry-data.ts'
import { TYPE_NUMBER } from '../registry-pol/registry-types.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import { formatRegText } from './format-reg-text.ts'
import type { RegEntry, RegValue } from './reg-entry.ts'

const BYTE_ORDER_MARK = '\ufeff'

/** The bytes of a .reg file: UTF-16 with a byte order mark, as Registry Editor saves it. */
export const encodeRegText = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(BYTE_ORDER_MARK + text, 'utf16le'))

const toRegValue = (value: RegistryValue): RegValue => ({
  name: value.name,
  data: { type: TYPE_NUMBER[value.type], bytes: encodeRegistryData(value) },
})

/** A .reg file that sets these values; those of one key stand together. */
export const writeRegFile = (values: readonly RegistryValue[]): Uint8Array => {
  const keys = Map.groupBy(values, ({ key }) => key.toLowerCase())
  const entries = [...keys.values()].map(
    (group): RegEntry => ({ key: (group[0] as RegistryValue).key, deletes: false, values: group.map(toRegValue) }),
  )
  return encodeRegText(formatRegText(entries))
}
