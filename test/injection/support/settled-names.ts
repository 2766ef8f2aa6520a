// SPDX-License-Identifier: MIT
import type { LibraryDiagnostic } from '../../../src/library/library-diagnostic.ts'
import { estateOfNames, type Naming } from './estate-of-names.ts'
import { hostileName } from './hostile-name.ts'

export interface Settled {
  readonly naming: Naming
  /** The text of the estate that is left. */
  readonly text: string
  readonly tried: number
  readonly refused: number
  readonly faults: readonly string[]
}

const KINDS = ['catalogue flow', 'log file']
const kindless = (key: string): string => {
  const kind = KINDS.find((one) => key.startsWith(`${one} `)) ?? key.slice(0, key.indexOf(' '))
  return key.slice(kind.length + 1)
}

/**
 * Puts a hostile name into every text of the estate, and takes back those that are refused until `errorsOf` finds nothing
 * wrong any more.
 */
export const settledNames = async (
  random: (below: number) => number,
  errorsOf: (text: string) => Promise<readonly LibraryDiagnostic[]>,
  flows?: number,
): Promise<Settled> => {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const naming: Naming = (kind, text) => {
    const key = `${kind} ${text}`
    let name = names.get(key)
    if (name === undefined) {
      do name = hostileName(random)
      while (taken.has(name.toLowerCase()) || name === '')
      taken.add(name.toLowerCase())
      names.set(key, name)
    }
    return name
  }
  const faults: string[] = []
  let refused = 0
  for (let round = 0; round < 60; round++) {
    const text = JSON.stringify(estateOfNames(naming, flows), null, 1)
    const errors = await errorsOf(text)
    if (errors.length === 0) return { naming, text, tried: names.size, refused, faults }
    const lines = text.split('\n')
    let changed = 0
    for (const { line, endLine, code } of errors) {
      const shown = lines.slice(line - 1, Math.max(line, Math.min(endLine, line + 30))).join('\n')
      for (const [key, name] of names) {
        const harmlessText = key.slice(key.indexOf(' ') + 1)
        if (name === harmlessText || !shown.includes(JSON.stringify(name).slice(1, -1))) continue
        names.set(key, key.startsWith('catalogue flow ') ? 'cmcb/site-server/client/push-smb' : kindless(key))
        refused++
        changed++
      }
      if (changed === 0) faults.push(`${code} at ${line}: ${shown.slice(0, 200)}`)
    }
    if (changed === 0) break
  }
  return { naming, text: '', tried: names.size, refused, faults: [...faults, 'no estate is left'] }
}
