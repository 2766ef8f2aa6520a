// SPDX-License-Identifier: MIT

/** The longest line that cmd.exe takes: https://learn.microsoft.com/troubleshoot/windows-client/shell-experience/command-line-string-limitation */
export const MAX_LINE = 8191

/** The file of a batch file: CRLF, UTF-8 without a byte order mark, which cmd.exe would take for a command. */
export const batchBytes = (text: string): Uint8Array => {
  const lines = text.split(/\r\n?|\n/)
  // No character takes more than three bytes for each of its units.
  const long = lines.findIndex((line) => line.length > MAX_LINE / 3 && Buffer.byteLength(line) > MAX_LINE)
  if (long >= 0) throw new Error(`line ${long + 1} is longer than the ${MAX_LINE} bytes that cmd.exe reads`)
  return new TextEncoder().encode(lines.join('\r\n'))
}
