// SPDX-License-Identifier: MIT

/** The last Node.js that was seen to know these flags; another might complain about them. */
const KNOWN = 24

/** What is in force where it is not the usual value: who sets a flag within another's time gives the other's value back. */
const SET = new Map<string, number>()

/**
 * Sets a flag of V8 for the heap; what it gives back puts the value before in force again, in the end the usual one: code that is
 * kept for the next start (bin/load-script.js) is for the usual flags.
 */
export const heapFlag = (flag: string, value: number, usual: number): (() => void) => {
  if (Number.parseInt(process.versions.node, 10) > KNOWN) return () => undefined
  // Loaded here alone: a start without it is shorter, and the script that a start has kept knows no import().
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  const before = SET.get(flag) ?? usual
  const put = (one: number): void => {
    SET.set(flag, one)
    setFlagsFromString(`--${flag}=${one}`)
  }
  put(value)
  return () => put(before)
}
