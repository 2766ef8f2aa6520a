// SPDX-License-Identifier: MIT

const SID = /^S-1-(?:\d{1,10}|0x[0-9a-f]{12})((?:-\d{1,10}){1,15})$/i
const LARGEST = 4_294_967_295

/**
 * Whether a text is a security identifier: an authority and one to fifteen numbers of 32 bits.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/, SID string format syntax
 */
export const isSid = (text: string): boolean => {
  const numbers = SID.exec(text)?.[1]
  return (
    numbers
      ?.slice(1)
      .split('-')
      .every((number) => Number(number) <= LARGEST) === true
  )
}

/** Whether a text is the SID of an application package: of one, of a part of one, or of all. */
export const isPackageSid = (text: string): boolean => /^S-1-15-2-/i.test(text) && isSid(text)
