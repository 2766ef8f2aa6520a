// SPDX-License-Identifier: MIT
import { ownText } from '../text/own-text.ts'

/**
 * What Portwright keeps in a filter's providerData: UTF-8 text `rule=…;service=…`, or `exempt=…`, or `default=block`.
 * Values are percent-encoded. The engine gives it back unchanged; Windows does not look at it.
 */
export interface ProviderData {
  /** Id of the rule that the filter comes from. */
  readonly rule?: string
  /** Name of the service: its SID alone does not tell. */
  readonly service?: string
  /** Traffic that the default block does not touch. */
  readonly exempt?: string
  readonly default?: 'block'
}

const KEYS = ['rule', 'service', 'exempt', 'default'] as const

const encode = (text: string): string =>
  text.toWellFormed().replace(/[^\x21-\x7e]|[%;=]/gu, (character) => encodeURIComponent(character))

export const providerDataHex = (data: ProviderData): string => {
  const parts = KEYS.flatMap((key) => (data[key] === undefined ? [] : [`${key}=${encode(data[key])}`]))
  return Buffer.from(parts.join(';'), 'utf8').toString('hex')
}

/** Reads it back; null for data of others. What the installer appends (`;app=…`) is passed over. */
export const readProviderData = (hex: string): ProviderData | null => {
  if (hex !== last.hex) last = { hex: ownText(hex), data: readData(hex) }
  return last.data
}

/** All filters of a rule carry the same, and several questions are asked about each. */
let last: { readonly hex: string; readonly data: ProviderData | null } = { hex: '', data: null }

const readData = (hex: string): ProviderData | null => {
  const text = Buffer.from(hex, 'hex').toString('utf8')
  if (!/^(?:rule|exempt|default)=[\x21-\x7e]*$/.test(text)) return null
  const result: Record<string, string> = {}
  for (const part of text.split(';')) {
    const [key = '', value = ''] = part.split('=')
    if (!(KEYS as readonly string[]).includes(key)) continue
    try {
      result[key] = decodeURIComponent(value)
    } catch {
      return null
    }
  }
  return result
}
