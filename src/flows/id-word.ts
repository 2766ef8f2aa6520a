// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'

/** A name as part of an id, which has no blanks: lists of ids are joined by blanks. Names that become alike stay apart. */
export const idWord = (name: string): string =>
  /\s/.test(name) ? `${name.replace(/\s+/g, '-')}~${createHash('sha256').update(name).digest('hex').slice(0, 4)}` : name
