// SPDX-License-Identifier: MIT
import { encodeError } from '../template/encode-error.ts'
import { textOf } from './refuse-unsayable.ts'

/** Text between the quotes of `set "NAME=…"`, `echo "…"` or `if "…"==`, where cmd.exe itself reads it. */
export const quoteText = (value: unknown): string => {
  const text = textOf(value)
  if (text.includes('"')) throw encodeError('cmd', `cmd.exe has no quote inside quotes: ${JSON.stringify(text)}`)
  return text.replaceAll('%', '%%')
}
