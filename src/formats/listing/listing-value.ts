// SPDX-License-Identifier: MIT
import type { ParameterName } from '../named-parameters/parameter-table.ts'
import type { ListingValue } from './listing-record.ts'

/** Enumerations by number, as ConvertTo-Json writes them. */
const WORDS: Partial<Readonly<Record<ParameterName, Readonly<Record<number, string>>>>> = {
  Enabled: { 1: 'True', 2: 'False' },
  Direction: { 1: 'Inbound', 2: 'Outbound' },
  Action: { 0: 'NotConfigured', 2: 'Allow', 4: 'Block' },
  EdgeTraversalPolicy: { 0: 'Block', 1: 'Allow', 2: 'DeferToUser', 3: 'DeferToApp' },
  Authentication: { 0: 'NotRequired', 1: 'Required', 2: 'NoEncap' },
  Encryption: { 0: 'NotRequired', 1: 'Required', 2: 'Dynamic' },
  DynamicTarget: { 0: 'Any' },
}

/** Bit masks; none is any. */
const BITS: Partial<Readonly<Record<ParameterName, readonly string[]>>> = {
  Profile: ['Domain', 'Private', 'Public'],
  InterfaceType: ['Wired', 'Wireless', 'RemoteAccess'],
}
const ALL_PROFILES = 0x7fff_ffff

/** What one text holds several of, between commas, semicolons or blanks. */
const LISTS: ReadonlySet<ParameterName> = new Set([
  'Profile',
  'InterfaceType',
  'Platform',
  'LocalPort',
  'RemotePort',
  'IcmpType',
  'LocalAddress',
  'RemoteAddress',
])

const ofBits = (bits: readonly string[], value: number): readonly string[] | null => {
  if (value === 0 || value === ALL_PROFILES) return ['Any']
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** bits.length) return null
  return bits.filter((_, bit) => (value & (1 << bit)) !== 0)
}

const ofNumber = (name: ParameterName, value: number): readonly string[] | null => {
  const bits = BITS[name]
  if (bits !== undefined) return ofBits(bits, value)
  const words = WORDS[name]
  if (words === undefined) return [String(value)]
  const word = Object.hasOwn(words, value) ? words[value] : undefined
  return word === undefined ? null : [word]
}

/** The entries of a list; null where more than one thing stands between them, as where one is torn by a line end. */
const separated = (text: string): readonly string[] | null => {
  const between = [...text.trim().matchAll(/[\s,;]+/g)].map(([whole]) =>
    /[\r\n]/.test(whole) ? whole.replace(/[^\S\r\n]+/g, '') : whole.trim(),
  )
  const isTorn = between.some((one) => /[\r\n]/.test(one) && one.trim() !== '')
  return isTorn || new Set(between).size > 1 ? null : text.split(/[\s,;]+/).filter((entry) => entry !== '')
}

const ofText = (name: ParameterName, text: string): readonly string[] | null => {
  const bare = text.trim()
  if (bare === '' || bare === '{}') return []
  if (!LISTS.has(name))
    return WORDS[name] !== undefined && /^\d{1,10}$/.test(bare) ? ofNumber(name, Number(bare)) : [text]
  const inner = /^\{(.*)\}$/s.exec(bare)?.[1] ?? bare
  if (BITS[name] !== undefined && /^\d{1,10}$/.test(inner)) return ofNumber(name, Number(inner))
  return separated(inner)
}

/** The texts of a value, as parameters of New-NetFirewallRule have them; none where it says nothing, null where it is not understood. */
export const listingTexts = (name: ParameterName, value: ListingValue): readonly string[] | null => {
  if (value === null) return []
  if (typeof value === 'boolean') return [value ? 'True' : 'False']
  if (typeof value === 'number') return ofNumber(name, value)
  if (typeof value === 'string') return ofText(name, value)
  if (Array.isArray(value)) {
    const parts = (value as readonly ListingValue[]).map((entry) => listingTexts(name, entry))
    return parts.some((part) => part === null || part.length === 0) ? null : parts.flatMap((part) => part as string[])
  }
  const { text, number } = value as { readonly text?: ListingValue; readonly number?: ListingValue }
  if (typeof text !== 'string' || typeof number !== 'number') return null
  const said = ofText(name, text)
  const meant = ofNumber(name, number)
  return said !== null && meant !== null && said.join().toLowerCase() === meant.join().toLowerCase() ? meant : null
}
