// SPDX-License-Identifier: MIT
import { win32 } from 'node:path'

/** Names of devices, with whatever ending. https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i

/**
 * Why nobody should make a folder of that name on Windows; null where it is a good one. Node.js passes names on as they are,
 * so one with a blank at its end comes into being, and then Explorer, cmd and PowerShell cannot open or delete it.
 */
export const windowsNameFault = (path: string): string | null => {
  if (path.includes('"'))
    return 'a path holds no quotation mark (leave out the backslash before the closing one: Windows takes both for a mark of the name)'
  for (const part of path.slice(win32.parse(path).root.length).split(/[\\/]/)) {
    if (part === '' || part === '.' || part === '..') continue
    if (DEVICE.test(part)) return `“${part}” is the name of a device of Windows`
    if (/[ .]$/.test(part)) return `Windows takes no name that ends in a blank or a dot, as “${part}” does`
    if (/[<>:|?*]/.test(part)) return `Windows takes none of < > : | ? * in a name, as in “${part}”`
  }
  return null
}
