// SPDX-License-Identifier: MIT
import { textOf } from './refuse-unsayable.ts'

/** Text behind `rem `. What cmd.exe would act on even there becomes a blank or a full stop: a comment is for people. */
export const commentText = (value: unknown): string =>
  textOf(
    String(value)
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' '),
  )
    .replaceAll('%', '%%')
    .replace(/[\^&|<>]/g, '.')
    .trim()
