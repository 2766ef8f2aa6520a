// SPDX-License-Identifier: MIT
import { decodeText } from '../text/decode-text.ts'
import type { WfpDocument, WfpFilter, WfpProvider } from './filter.ts'
import { readFilter, readProvider } from './read-filter.ts'
import { scanXml } from './scan-xml.ts'

export type WfpXmlResult =
  | { readonly document: WfpDocument }
  /** Line and column from 1. */
  | { readonly reason: string; readonly line: number; readonly column: number }

/**
 * Reads what `netsh wfp show filters` or `netsh wfp show state` wrote: the filters and providers wherever they stand.
 * `show state` prints a second root element, so its files are no XML documents; this reader takes them as they are.
 */
export const readWfpXml = (bytes: Uint8Array): WfpXmlResult => {
  const text = decodeText(bytes)
  const filters: WfpFilter[] = []
  const providers: WfpProvider[] = []
  let roots = ''
  const fault = scanXml(
    text,
    (name, parent) => {
      if (parent === '' && roots === '') roots = name
      return name === 'item' && (parent === 'filters' || parent === 'providers')
    },
    (element, parent) => {
      if (parent === 'filters') filters.push(readFilter(element))
      else providers.push(readProvider(element))
    },
  )
  if (fault !== null) return { reason: fault.reason, ...position(text, fault.at) }
  if (roots !== 'wfpdiag' && roots !== 'wfpstate') {
    return { reason: 'the root element is neither wfpdiag nor wfpstate', line: 1, column: 1 }
  }
  return { document: { filters, providers } }
}

const position = (text: string, at: number): { readonly line: number; readonly column: number } => {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return { line, column: at - (before.lastIndexOf('\n') + 1) + 1 }
}
