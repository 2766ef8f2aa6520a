// SPDX-License-Identifier: MIT
import { type AddressSet, addressesCover, parseAddress } from '../formats/address/address-set.ts'

/** The client's address in `SSH_CONNECTION`, as the server sees it; null where the text holds none. */
export const clientAddress = (connection: string): string | null => {
  const word = connection.trim().split(/\s+/)[0] ?? ''
  const bare = word.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '')
  return bare !== '' && parseAddress(bare) !== null ? bare : null
}

const isLoopback = (address: string): boolean => /^127\./.test(address) || address === '::1'

/** Whether an address of ours is outside of where administrators come from; a loopback address proves nothing. */
export const isOutside = (address: string, management: AddressSet): boolean => {
  if (isLoopback(address)) return false
  const own = parseAddress(address)
  return own === null || !addressesCover(management, own)
}
