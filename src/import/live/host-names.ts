// SPDX-License-Identifier: MIT
import { isReservedName } from '../../estate/resolve/check-name.ts'
import { bare, columnOf, type LiveRow, propertyTexts } from './live-row.ts'

const LABEL = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?'
const HOST = new RegExp(`^(?=.{1,253}$)${LABEL}(\\.${LABEL})*$`)

/** Whether an estate takes a name (lower case) as a host’s. */
export const isHostName = (name: string): boolean =>
  HOST.test(name) && !/^(.*\.)?\d+$/.test(name) && !isReservedName(name)

/** A host’s name without the backslashes, blanks and dots around it, lower case: one host comes in several spellings. */
export const bareHost = (text: string): string =>
  text
    .replace(/^[\\ \t\r\n]+|[\\. \t\r\n]+$/g, '')
    .split('\\', 1)
    .join()
    .toLowerCase()

/** The host of `["Display=\\cm01\"]MSWNET:["SMS_SITE=PS1"]\\cm01\`. */
export const hostOfPath = (path: string): string => bareHost(/\\\\([^\\]+)\\?$/.exec(bare(path))?.[1] ?? '')

/** The instance of `HOST\INSTANCE` or `INSTANCE\DATABASE`; empty for the default instance. */
export const beforeBackslash = (text: string): string => (text.includes('\\') ? bare(text.split('\\', 1).join()) : '')
export const afterBackslash = (text: string): string => bare(text.replace(/^[^\\]*\\?/, ''))

/** The host that a row is about, as the row spells it. */
export const hostOfRow = (row: LiveRow): string => {
  const name = bareHost(columnOf(row, 'NetworkOSPath')) || hostOfPath(columnOf(row, 'NALPath'))
  const full = propertyTexts([row], 'Server Remote Name')
    .map(bareHost)
    .find((one) => one.startsWith(`${name}.`))
  return name.includes('.') ? name : (full ?? name)
}

/** Makes one name of two spellings: a short name becomes the one full name that begins with it, if there is one. */
export const hostNamer = (names: Iterable<string>): ((name: string) => string) => {
  const full = new Map<string, Set<string>>()
  for (const name of names) {
    const dot = name.indexOf('.')
    if (dot < 1) continue
    const short = name.slice(0, dot)
    full.set(short, (full.get(short) ?? new Set()).add(name))
  }
  return (name) => {
    const candidates = full.get(name)
    return candidates?.size === 1 ? ([...candidates][0] as string) : name
  }
}
