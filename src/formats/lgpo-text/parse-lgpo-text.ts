// SPDX-License-Identifier: MIT
import type { LgpoEntry, LgpoScope } from './lgpo-entry.ts'
import { parseLgpoAction } from './parse-lgpo-action.ts'

export interface LgpoFault {
  /** From 1. */
  readonly line: number
  readonly reason: string
  /** The entry, or the line that is none. */
  readonly text: string
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
  const fail = (index: number, reason: string, text = lines[index] ?? ''): void => {
    if (faults.length < MAX_FAULTS) faults.push({ line: index + 1, reason, text })
    else if (faults.length === MAX_FAULTS)
      faults.push({ line: index + 1, reason: 'more like these are not listed', text })
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
    const entry = lines.slice(index, index + 4).join('\n')
    if (key === undefined || name === undefined || action === undefined) {
      fail(index, 'the last entry is cut off: key, value name and action follow', entry)
      break
    }
    // An entry that lost a line ends where the next one begins.
    const short = [key, name, action].findIndex((part) => SCOPES.has(part.toLowerCase()))
    if (short >= 0) {
      fail(index, 'an entry has four lines', lines.slice(index, index + 1 + short).join('\n'))
      index += short
      continue
    }
    if (key.trim() === '' || key.trim() !== key) fail(index + 1, 'a key is a line without blanks around it', entry)
    else {
      const parsed = parseLgpoAction(name, action)
      if (typeof parsed === 'string') fail(index + 3, parsed, entry)
      else if (parsed !== null) entries.push({ scope, record: { key, ...parsed } })
    }
    index += 3
  }
  return { entries, faults }
}
