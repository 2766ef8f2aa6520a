// SPDX-License-Identifier: MIT
import { idWord } from '../flows/id-word.ts'

const LONGEST = 180
const UNSAYABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069\ufeff\ufffd|]/gu

/** Gives each rule's name as the name of a flow: one that an estate may have, and that no other flow has. */
export const entryNames = (taken: Iterable<string>): ((displayName: string) => string) => {
  const used = new Set([...taken].map((name) => idWord(name).toLowerCase()))
  return (displayName) => {
    const plain = displayName.toWellFormed().replace(UNSAYABLE, ' ').replace(/\s+/gu, ' ').trim()
    const base = [...plain].slice(0, LONGEST).join('').trim() || 'a rule without a name'
    for (let count = 1; ; count++) {
      const name = count === 1 ? base : `${base} (${count})`
      const word = idWord(name).toLowerCase()
      if (used.has(word)) continue
      used.add(word)
      return name
    }
  }
}
