// SPDX-License-Identifier: MIT
import { powershell } from '../../formats/powershell/powershell.ts'
import { encodeError } from '../../formats/template/encode-error.ts'
import type { Language } from '../../formats/template/language.ts'

/** A word that stands bare in a script: the name of a configuration, resource or property, with blanks behind it to align. */
const word = (value: unknown): string => {
  if (typeof value !== 'string' || !/^[A-Za-z]\w* *$/.test(value)) throw encodeError('PowerShell', 'a name is no word')
  return value
}

/** PowerShell with the bare words of a configuration. */
export const configurationLanguage: Language = {
  name: 'PowerShell',
  helpers: { ...powershell.helpers, psWord: word },
}
