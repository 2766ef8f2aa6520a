// SPDX-License-Identifier: MIT
import { encodeError } from '../template/encode-error.ts'
import type { Language } from '../template/language.ts'
import { commentText } from './comment.ts'
import { dataExpression } from './expression.ts'
import { bareName } from './name.ts'

const comment = (value: unknown): string => {
  if (typeof value !== 'string') throw encodeError('PowerShell', 'only text goes into a comment')
  return commentText(value)
}

/**
 * `{{ps value}}` is an expression with the value of the data, `{{psComment text}}` goes into comments and help,
 * `{{psName word}}` is the bare name of a parameter or type.
 */
export const powershell: Language = {
  name: 'PowerShell',
  helpers: { ps: dataExpression, psComment: comment, psName: bareName },
}
