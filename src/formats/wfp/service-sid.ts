// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'

/**
 * SID of a service: `S-1-5-80-` and the SHA-1 of its name in upper case, UTF-16LE, as five numbers.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/, SERVICE SID; `sc.exe showsid NAME` prints the same.
 */
export const serviceSid = (service: string): string => {
  const hash = createHash('sha1').update(service.toUpperCase(), 'utf16le').digest()
  return `S-1-5-80-${[0, 4, 8, 12, 16].map((at) => hash.readUInt32LE(at)).join('-')}`
}

/** The security descriptor by which Windows Firewall narrows a filter to a service, at ALE_USER_ID. */
export const serviceDescriptor = (service: string): string => `O:SYG:SYD:(A;;CCRC;;;${serviceSid(service)})`

/** The SID of the one service in such a descriptor; null for any other descriptor. */
export const descriptorServiceSid = (sddl: string): string | null =>
  /^O:SYG:SYD:\(A;;CCRC;;;(S-1-5-80(?:-\d{1,10}){5})\)$/.exec(sddl)?.[1] ?? null
