// SPDX-License-Identifier: MIT
import type { RegistryType } from '../rule/registry-value.ts'

/** https://learn.microsoft.com/windows/win32/sysinfo/registry-value-types */
export const TYPE_NUMBER: Readonly<Record<RegistryType, number>> = {
  REG_NONE: 0,
  REG_SZ: 1,
  REG_EXPAND_SZ: 2,
  REG_BINARY: 3,
  REG_DWORD: 4,
  REG_DWORD_BIG_ENDIAN: 5,
  REG_MULTI_SZ: 7,
  REG_QWORD: 11,
}

export const TYPE_NAME: ReadonlyMap<number, RegistryType> = new Map(
  Object.entries(TYPE_NUMBER).map(([name, number]) => [number, name as RegistryType]),
)
