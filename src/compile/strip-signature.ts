// SPDX-License-Identifier: MIT

const BEGIN = '# SIG # Begin signature block'
const END = '# SIG # End signature block'

/**
 * A script without the Authenticode signature block that Set-AuthenticodeSignature puts behind it; null where there is none.
 * A block with anything in it but the lines of a signature, or with anything behind it, is none: such a line would run.
 */
export const stripSignature = (bytes: Uint8Array): Uint8Array | null => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const start = text.lastIndexOf(`\r\n${BEGIN}\r\n`)
  if (start < 0) return null
  const lines = text.slice(start + 2).split('\r\n')
  const last = lines.lastIndexOf(END)
  const isBlock =
    last > 1 &&
    lines.slice(1, last).every((line) => /^# [A-Za-z0-9+/]{1,76}={0,2}$/.test(line)) &&
    lines.slice(last + 1).every((line) => line === '')
  return isBlock ? bytes.subarray(0, start) : null
}
