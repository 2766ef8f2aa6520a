// SPDX-License-Identifier: MIT

/**
 * A set of packets, or a map from packets to labels (numbers from 1): the root of a binary decision diagram in a forest.
 * Equal sets are the same number.
 */
export type PacketSet = number

export const NO_PACKET: PacketSet = 0
export const EVERY_PACKET: PacketSet = 1
