// SPDX-License-Identifier: MIT

/** The last Node.js that was seen to know these flags; another might complain about them. */
const KNOWN = 24

/**
 * Sets a flag of V8 for the heap; what it gives back puts the usual value in force again: code that is kept for the next start
 * (bin/load-script.js) is for the usual flags.
 */
export const heapFlag = (flag: string, value: number, usual: number): (() => void) => {
  if (Number.parseInt(process.versions.node, 10) > KNOWN) return () => undefined
  // Loaded here alone: a start without it is shorter, and the script that a start has kept knows no import().
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  setFlagsFromString(`--${flag}=${value}`)
  return () => setFlagsFromString(`--${flag}=${usual}`)
}
