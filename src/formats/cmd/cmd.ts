// SPDX-License-Identifier: MIT
import type { Language } from '../template/language.ts'
import { commentText } from './comment.ts'
import { quoteArgument } from './quote-argument.ts'
import { quoteText } from './quote-text.ts'

/** `{{cmd x}}` is an argument, `{{cmdText x}}` stands between quotes that the template writes, `{{cmdComment x}}` after rem. */
export const cmd: Language = {
  name: 'cmd',
  helpers: { cmd: quoteArgument, cmdText: quoteText, cmdComment: commentText },
}
