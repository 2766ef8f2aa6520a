// SPDX-License-Identifier: MIT

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'there is no such file'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'access is denied'],
  ['EPERM', 'access is denied'],
  ['EMFILE', 'too many files are open'],
  ['ELOOP', 'its links form a circle'],
  ['ENAMETOOLONG', 'its name is too long'],
  ['ERR_ENCODING_INVALID_ENCODED_DATA', 'it is not UTF-8 text'],
  ['ERR_STRING_TOO_LONG', 'it is too large'],
  ['ERR_FS_FILE_TOO_LARGE', 'it is too large'],
  ['ERR_INVALID_ARG_VALUE', 'no file has such a name'],
])

/** Why reading a file failed, for the diagnostic `file-unreadable`. */
export const unreadableReason = (fault: unknown): string => {
  const code = (fault as { readonly code?: unknown } | null)?.code
  const known = typeof code === 'string' ? REASONS.get(code) : undefined
  return known ?? (fault instanceof Error ? fault.message.replace(/\.$/, '') : String(fault))
}
