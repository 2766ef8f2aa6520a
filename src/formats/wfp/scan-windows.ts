// SPDX-License-Identifier: MIT
import { type ScannedElement, scanXml } from './scan-xml.ts'

/** With nothing whole in so many windows, a place is damaged, or the document is another. */
const MOST_WINDOWS = 64

/**
 * Walks over UTF-8 with a byte order mark in windows, so that a large document never stands in memory as text: one begins
 * behind the last element that was handed over. False where anything is odd; then what was handed over until there is what a
 * walk over the whole text hands over first. A text that is short dies in the young generation of the collector.
 */
export const scanWindows = (
  bytes: Uint8Array,
  size: number,
  wants: (name: string, parent: string) => boolean,
  found: (element: ScannedElement, parent: string) => void,
): boolean => {
  const decoder = new TextDecoder()
  let text = ''
  let open: readonly string[] = []
  let step = size
  for (let from = 0; from < bytes.length; ) {
    const isLast = from + step >= bytes.length
    text += decoder.decode(bytes.subarray(from, from + step), { stream: !isLast })
    from += step
    let good = 0
    let above = open
    const take = (element: ScannedElement, parent: string, end: number, names: readonly string[]): void => {
      good = end
      above = names
      found(element, parent)
    }
    const fault = scanXml(text, wants, take, { at: 0, open, missing: new Set() })
    if (isLast) return fault === null
    if (good === 0 && text.length > MOST_WINDOWS * size) return false
    // What did not end is looked at again from its beginning.
    step = good === 0 ? 2 * step : size
    text = text.slice(good)
    open = above
  }
  return false
}
