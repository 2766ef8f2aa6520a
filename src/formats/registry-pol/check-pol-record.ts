// SPDX-License-Identifier: MIT
import { MAX_POL_DATA, MAX_POL_KEY_PART, MAX_POL_NAME, type PolRecord } from './pol-record.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a key must not hold
const BAD_KEY = /[\u0000-\u001f\u007f]/
const BAD_NAME = /[^\u0020-\u007e]/

/** Why Group Policy would not take a record (MS-GPREG 2.2.1); null where it does. */
export const checkPolRecord = ({ key, name, type, data }: PolRecord): string | null => {
  if (key === '' || key.split('\\').some((part) => part === '' || part.length > MAX_POL_KEY_PART))
    return 'every part of a key has 1 to 255 characters'
  if (BAD_KEY.test(key) || !key.isWellFormed()) return 'a key holds no control characters'
  if (name === '' && (type !== 0 || data.length > 0)) return 'a value needs a name'
  if (name.length > MAX_POL_NAME) return `a value name has at most ${MAX_POL_NAME} characters`
  if (BAD_NAME.test(name)) return 'a value name holds printable ASCII only'
  return data.length > MAX_POL_DATA ? `${data.length} bytes of data, at most ${MAX_POL_DATA} are allowed` : null
}
