// SPDX-License-Identifier: MIT
import { refuseUnsayable } from './quote-literal.ts'

/**
 * Text for one line of a comment, after `# ` or inside `<# #>`. It cannot end the comment or the line,
 * nor become a directive of comment-based help (`.EXTERNALHELP`), `#Requires` or a signature block.
 */
export const commentText = (text: string): string => {
  refuseUnsayable(text)
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/#(?=>|requires\b)/gi, '# ')
    .replace(/\bSIG(?= *#)/gi, '$&.')
    .trim()
    .replace(/^[.>]/, '\\$&')
}
