// SPDX-License-Identifier: MIT
import { UsageError } from '../diagnostics/usage-error.ts'
import { type AskedPacket, askedPacket } from '../packets/asked-packet.ts'

/** The packet that a user means. */
export const packetOf = (text: string): AskedPacket => {
  const packet = askedPacket(text)
  if (packet === null)
    throw new UsageError(
      `“${text}” is no packet`,
      'write a port and a protocol, such as 443/tcp, or rpc/tcp, icmp, icmp4/8, icmp6/128',
    )
  return packet
}
