// SPDX-License-Identifier: MIT

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is too large for this disk or account',
  EIO: 'the disk reports a fault',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENOENT: 'there is no such folder',
  EEXIST: 'a file stands where a folder is needed',
  ENOTDIR: 'a file stands where a folder is needed',
  EISDIR: 'a folder stands where a file is needed',
  ELOOP: 'its links form a circle',
  ENAMETOOLONG: 'its name is too long',
  ENAMEENCODING: 'its name is not UTF-8 text',
  EBUSY: 'another program uses it',
  ENOTEMPTY: 'another program uses it, or puts files into it',
  ETXTBSY: 'another program runs it',
  EXDEV: 'it cannot be moved as a whole (it lies on another disk or in a layer of a container image)',
  EINVAL: 'the system refuses such a name',
}

/** Why writing failed, in words; null where the error is none of the system. */
export const unwritableReason = (fault: unknown): string | null => {
  const { code, syscall } = (fault ?? {}) as { readonly code?: unknown; readonly syscall?: unknown }
  if (typeof code !== 'string' || typeof syscall !== 'string') return null
  return REASONS[code] ?? 'the system refuses it'
}
