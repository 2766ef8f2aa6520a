// SPDX-License-Identifier: MIT
import { count } from '../diagnostics/count.ts'
import { groupDigits } from '../diagnostics/group-digits.ts'
import type { Side } from './traffic.ts'

/** `a, b and 5 more` */
export const someOf = (names: readonly string[], most: number): string =>
  names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most - 1).join(', ')} and ${groupDigits(names.length - most + 1)} more`

/** Who one side of a call is, for people. */
export const sideText = (side: Side): string => {
  const many = side.computers > 1 ? count(side.computers, 'address', 'addresses') : side.address
  const name = side.host ?? side.clients
  if (name !== null) return side.host === null || side.computers > 1 ? `${name} (${many})` : name
  return side.computers > 1 ? someOf(side.addresses, 3) : many
}
