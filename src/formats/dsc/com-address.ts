// SPDX-License-Identifier: MIT
import { formatIPv4, parseIPv4 } from '../address/ip.ts'
import { writeAddressText } from '../named-parameters/address-text.ts'

/** `10.0.0.10` or `10.10.0.0/16`. */
const IPV4 = /^([\d.]+)(?:\/(\d+))?$/

/**
 * An address as the firewall's COM interface gives it back: a computer or network of IPv4 with its mask
 * (`10.0.0.10/255.255.255.255`). A document that spells it otherwise is never in its desired state. Null for no address.
 */
export const comAddress = (text: string): string | null => {
  const address = writeAddressText(text)
  const [, base = '', bits = '32'] = IPV4.exec(address ?? '') ?? []
  if (parseIPv4(base) === null) return address
  return `${base}/${formatIPv4(2 ** 32 - 2 ** (32 - Number(bits)))}`
}
