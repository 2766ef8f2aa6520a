// SPDX-License-Identifier: MIT
import { groupDigits } from './group-digits.ts'

/** `1 rule`, `1,200 rules`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${groupDigits(number)} ${number === 1 ? one : many}`
