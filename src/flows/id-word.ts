// SPDX-License-Identifier: MIT
import { hash } from 'node:crypto'

/** A name as part of an id, which has no blanks: lists of ids are joined by blanks. Names that become alike stay apart. */
export const idWord = (name: string): string =>
  /\s/.test(name) ? `${name.replace(/\s+/g, '-')}~${hash('sha256', name, 'hex').slice(0, 4)}` : name
