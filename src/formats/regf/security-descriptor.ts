// SPDX-License-Identifier: MIT

const FULL = 0xf003f
const READ = 0x20019
/** Inherited by subkeys. */
const CONTAINER_AND_OBJECT = 0x03
/** Self-relative, with a list of allowances. */
const CONTROL = 0x8004

/** A security identifier of NT AUTHORITY: MS-DTYP 2.4.2.2. */
const sid = (...parts: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(8 + 4 * parts.length)
  bytes.writeUInt8(1, 0)
  bytes.writeUInt8(parts.length, 1)
  bytes.writeUInt8(5, 7)
  for (const [i, part] of parts.entries()) bytes.writeUInt32LE(part, 8 + 4 * i)
  return bytes
}

const SYSTEM = sid(18)
const ADMINISTRATORS = sid(32, 544)
const RESTRICTED = sid(12)

const allow = (mask: number, trustee: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt8(CONTAINER_AND_OBJECT, 1)
  head.writeUInt16LE(8 + trustee.length, 2)
  head.writeUInt32LE(mask, 4)
  return Buffer.concat([head, trustee])
}

/**
 * The one security descriptor of a hive (MS-DTYP 2.4.6): what an export of Windows holds, without the user who made it.
 * An import gives the values to a store that has its own.
 */
export const securityDescriptor = (): Buffer => {
  const entries = [allow(FULL, SYSTEM), allow(FULL, ADMINISTRATORS), allow(READ, RESTRICTED)]
  const acl = Buffer.concat([Buffer.alloc(8), ...entries])
  acl.writeUInt8(2, 0)
  acl.writeUInt16LE(acl.length, 2)
  acl.writeUInt16LE(entries.length, 4)
  const head = Buffer.alloc(20)
  head.writeUInt8(1, 0)
  head.writeUInt16LE(CONTROL, 2)
  head.writeUInt32LE(head.length + acl.length, 4)
  head.writeUInt32LE(head.length + acl.length + ADMINISTRATORS.length, 8)
  head.writeUInt32LE(head.length, 16)
  return Buffer.concat([head, acl, ADMINISTRATORS, SYSTEM])
}
