// SPDX-License-Identifier: MIT
import { decodeText } from '../text/decode-text.ts'
import type { WfpDocument, WfpFilter, WfpProvider } from './filter.ts'
import { readFilter, readProvider } from './read-filter.ts'
import { scanWindows } from './scan-windows.ts'
import { type ScannedElement, scanXml, type XmlFault } from './scan-xml.ts'

/** A place that could not be read, with what stands there. Line and column from 1. */
export interface WfpFault {
  readonly reason: string
  readonly line: number
  readonly column: number
  readonly text: string
}

export type WfpXmlResult =
  | { readonly document: WfpDocument; readonly faults: readonly WfpFault[] }
  /** Nothing of the file can be read. */
  | { readonly reason: string; readonly line: number; readonly column: number }

const ROOTS = ['wfpdiag', 'wfpstate']
/** Where a filter begins, whatever was damaged before it. */
const FILTER = /<item>\s{0,200}<filterKey>/g
const MAX_FAULTS = 100
/** Bytes of a large document that are looked at together. */
const WINDOW = 1 << 16
const MAX_TEXT = 4_000

/** Reads a whole document. */
export const readWfpXml = (bytes: Uint8Array): WfpXmlResult => {
  const filters: WfpFilter[] = []
  const providers: WfpProvider[] = []
  const result = visitWfpXml(
    bytes,
    (filter) => filters.push(filter),
    (provider) => providers.push(provider),
  )
  return 'reason' in result ? result : { document: { filters, providers }, faults: result.faults }
}

export type WfpVisit =
  | { readonly faults: readonly WfpFault[] }
  /** Nothing of the file can be read. */
  | { readonly reason: string; readonly line: number; readonly column: number }

/**
 * Reads what `netsh wfp show filters` or `netsh wfp show state` wrote: the filters and providers wherever they stand,
 * handed over one by one.
 * `show state` prints a second root element, so its files are no XML documents; this reader takes them as they are.
 * After a damaged place it goes on with the next filter.
 */
export const visitWfpXml = (
  bytes: Uint8Array,
  onFilter: (filter: WfpFilter) => void,
  onProvider: (provider: WfpProvider) => void,
  window = WINDOW,
): WfpVisit => {
  let handed = 0
  const hand = (element: ScannedElement, parent: string): void => {
    handed++
    if (parent === 'filters') onFilter(readFilter(element))
    else onProvider(readProvider(element))
  }
  if (bytes.length > 2 * window && isMarked(bytes)) {
    const { wants, root } = wanted()
    if (scanWindows(bytes, window, wants, hand) && ROOTS.includes(root())) return { faults: [] }
  }
  // Those that the windows have handed over come again.
  let again = handed
  const text = decodeText(bytes)
  const faults: WfpFault[] = []
  const missing = new Set<string>()
  const lineAt = lineCounter(text)
  const { wants, root } = wanted()
  /** Behind the last element that was whole. */
  let good = 0
  const found = (element: ScannedElement, parent: string, end: number): void => {
    good = end
    if (again > 0) again--
    else hand(element, parent)
  }
  let open: readonly string[] = []
  let at = 0
  while (at < text.length || at === 0) {
    const fault: XmlFault | null = scanXml(text, wants, found, { at, open, missing })
    if (fault === null) break
    const isFirst = faults.length === 0
    if (isFirst && !ROOTS.includes(root())) return { reason: fault.reason, ...lineAt(fault.at) }
    FILTER.lastIndex = Math.max(good, at + 1)
    // The filter in which the fault lies begins before it.
    let next = FILTER.exec(text)
    while (next !== null && next.index < fault.at) next = FILTER.exec(text)
    const end = next?.index ?? text.length
    const lost = text.slice(good, end)
    // End tags that fit nothing any more are no second loss.
    if (isFirst || lost.replace(/<\/\w+>/g, '').trim() !== '')
      if (faults.length < MAX_FAULTS)
        faults.push({ reason: fault.reason, ...lineAt(fault.at), text: lost.trim().slice(0, MAX_TEXT) })
    if (next === null) break
    open = [root(), 'filters']
    at = good = end
  }
  if (!ROOTS.includes(root())) return { reason: 'the root element is neither wfpdiag nor wfpstate', line: 1, column: 1 }
  return { faults }
}

/** What is looked for, and the first root element that was seen on the way. */
const wanted = () => {
  let root = ''
  return {
    root: (): string => root,
    wants: (name: string, parent: string): boolean => {
      if (parent === '' && root === '') root = name
      return name === 'item' && (parent === 'filters' || parent === 'providers')
    },
  }
}

const isMarked = ([first, second, third]: Uint8Array): boolean => first === 0xef && second === 0xbb && third === 0xbf

/** Line and column of a place; places come in ascending order, so that the text is gone through once. */
const lineCounter = (text: string): ((at: number) => { readonly line: number; readonly column: number }) => {
  let line = 1
  let start = 0
  return (at) => {
    for (let end = text.indexOf('\n', start); end >= 0 && end < at; end = text.indexOf('\n', start)) {
      line++
      start = end + 1
    }
    return { line, column: at - start + 1 }
  }
}
