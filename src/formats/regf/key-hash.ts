// SPDX-License-Identifier: MIT

/** Characters that Windows does not fold although Unicode does: µ, and what would become an ASCII letter. */
const upperUnit = (unit: string): string => {
  const upper = unit.toUpperCase()
  return upper.length !== 1 || unit === '\u00b5' || (unit > '\u007f' && upper < '\u0080') ? unit : upper
}

const NON_ASCII = /[\u0080-\uffff]/

/** A key's name as Windows compares it: every UTF-16 unit in upper case on its own. */
export const upperName = (name: string): string =>
  NON_ASCII.test(name) ? name.split('').map(upperUnit).join('') : name.toUpperCase()

/** The hash of a name in an lh list. */
export const keyHash = (name: string): number => {
  const upper = upperName(name)
  let hash = 0
  for (let i = 0; i < upper.length; i++) hash = (Math.imul(hash, 37) + upper.charCodeAt(i)) >>> 0
  return hash
}

/** The order of subkeys, in which Windows searches. */
export const compareNames = (a: string, b: string): number => {
  const left = upperName(a)
  const right = upperName(b)
  return left < right ? -1 : left > right ? 1 : 0
}
