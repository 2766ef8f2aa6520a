// SPDX-License-Identifier: MIT
import type { LgpoEntry, LgpoScope } from './lgpo-entry.ts'
import { parseLgpoAction } from './parse-lgpo-action.ts'

export interface LgpoFault {
  /** From 1. */
  readonly line: number
  readonly reason: string
}

export interface LgpoText {
  readonly entries: readonly LgpoEntry[]
  /** What is malformed, in the order of the lines; the first hundred. */
  readonly faults: readonly LgpoFault[]
}

const MAX_FAULTS = 100
const SCOPES: ReadonlyMap<string, LgpoScope> = new Map([
  ['computer', 'Computer'],
  ['user', 'User'],
])

/** Reads LGPO text: entries of four lines; between them, empty lines and comments. Never throws. */
export const parseLgpoText = (text: string): LgpoText => {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const entries: LgpoEntry[] = []
  const faults: LgpoFault[] = []
  const fail = (index: number, reason: string): void => {
    if (faults.length < MAX_FAULTS) faults.push({ line: index + 1, reason })
  }
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string
    if (line === '' || line.startsWith(';')) continue
    const scope = SCOPES.get(line.toLowerCase())
    if (scope === undefined) {
      fail(index, `expected Computer or User, not ${JSON.stringify(line.slice(0, 40))}`)
      continue
    }
    const [key, name, action] = lines.slice(index + 1, index + 4)
    if (key === undefined || name === undefined || action === undefined) {
      fail(index, 'the last entry is cut off: key, value name and action follow')
      break
    }
    if (key.trim() === '' || key.trim() !== key) fail(index + 1, 'a key is a line without blanks around it')
    else {
      const parsed = parseLgpoAction(name, action)
      if (typeof parsed === 'string') fail(index + 3, parsed)
      else if (parsed !== null) entries.push({ scope, record: { key, ...parsed } })
    }
    index += 3
  }
  return { entries, faults }
}
