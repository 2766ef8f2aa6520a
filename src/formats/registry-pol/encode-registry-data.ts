// SPDX-License-Identifier: MIT
import type { RegistryValue } from '../rule/registry-value.ts'

const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`${text}\0`, 'utf16le'))

/** The bytes of a value as the registry holds them; strings end in a NUL, lists in one more. */
export const encodeRegistryData = ({ type, data }: RegistryValue): Uint8Array => {
  switch (type) {
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return utf16(String(data))
    case 'REG_MULTI_SZ': {
      const list = typeof data === 'object' ? data : [String(data)]
      // An empty list is a single NUL, in the files of Windows.
      return utf16(list.map((entry) => `${entry}\0`).join(''))
    }
    case 'REG_DWORD':
    case 'REG_DWORD_BIG_ENDIAN': {
      const bytes = new Uint8Array(4)
      new DataView(bytes.buffer).setUint32(0, Number(data), type === 'REG_DWORD')
      return bytes
    }
    case 'REG_QWORD': {
      const bytes = new Uint8Array(8)
      new DataView(bytes.buffer).setBigUint64(0, BigInt(data as string | number), true)
      return bytes
    }
    default:
      return Uint8Array.from(Buffer.from(String(data), 'hex'))
  }
}
