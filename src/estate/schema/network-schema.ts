// SPDX-License-Identifier: MIT
import * as z from 'zod'
import { keys, listOf, text } from './vocabulary.ts'

/** A list of addresses, or a mapping that also names the DHCP relays. */
export const networkSchema = z.union([
  listOf(text),
  keys('a network', {
    addresses: listOf(text).describe('Networks, ranges and addresses; at least one'),
    relays: listOf(text)
      .describe('Its DHCP relays (IP helpers): a network boot reaches the site through them')
      .optional(),
  }),
])
