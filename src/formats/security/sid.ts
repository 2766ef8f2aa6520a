// SPDX-License-Identifier: MIT

const SID = /^S-1-(?:\d{1,10}|0x[0-9a-f]{12})((?:-\d{1,10}){1,15})$/i
const LARGEST = 4_294_967_295
/** How many numbers stand behind the first one, where that says it: of a service, of a user of a domain. */
const SHAPES: readonly (readonly [RegExp, RegExp])[] = [
  [/^S-1-5-80-/i, /^(?:0|\d+(?:-\d+){4})$/],
  [/^S-1-5-21-/i, /^\d+(?:-\d+){2,3}$/],
]

/**
 * Whether a text is a security identifier: an authority and one to fifteen numbers of 32 bits.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/, SID string format syntax
 */
export const isSid = (text: string): boolean => {
  const numbers = SID.exec(text)?.[1]
  if (numbers === undefined) return false
  const parts = numbers.slice(1).split('-')
  return (
    parts.every((number) => Number(number) <= LARGEST) &&
    SHAPES.every(([start, rest]) => !start.test(text) || rest.test(text.replace(start, '')))
  )
}

/** Whether a text is the SID of an application package: of one, of a part of one, or of all. */
export const isPackageSid = (text: string): boolean => /^S-1-15-2-/i.test(text) && isSid(text)
