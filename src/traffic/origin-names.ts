// SPDX-License-Identifier: MIT

/** Numbers names of what drops packets, from 1; 0 is none. */
export interface OriginNames {
  readonly numberOf: (name: string) => number
  readonly names: readonly string[]
}

/** More than an estate has rules; of the others a log does not say what dropped. */
const MOST = 4096

export const originNames = (): OriginNames => {
  const names: string[] = ['']
  const numbers = new Map<string, number>()
  return {
    names,
    numberOf: (name) => {
      let number = numbers.get(name)
      if (number === undefined) {
        if (names.length > MOST) return 0
        number = names.push(name) - 1
        numbers.set(name, number)
      }
      return number
    },
  }
}
