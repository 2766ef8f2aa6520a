// SPDX-License-Identifier: MIT

const nothing = /^(?:[-–—]*|n\/a)$/i
const dynamic = /^(?:动态|DYNAMIC|DYNAMIQUE|DYNAMISCH)$/i
const conjunctions = /\s*(?:\band\b|\bor\b|\bet\b|\bou\b|\bund\b|\boder\b|和|或|,)\s*/i
const portOrRange = /^\d{1,5}(?:-\d{1,5})?$/

/** Reads a UDP or TCP cell; null if the text cannot be such a cell. */
export function readPorts(cell: string): string[] | null {
  const withoutNote = cell.replace(/[(（].*$/s, '').trim()
  if (nothing.test(withoutNote)) return []
  if (dynamic.test(withoutNote)) return ['dynamic']
  const ports = withoutNote.split(conjunctions)
  return ports.every((port) => portOrRange.test(port)) ? ports : null
}
