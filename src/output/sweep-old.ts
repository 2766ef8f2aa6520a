// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import { carryEntries } from './carry-entries.ts'
import type { FileSystem } from './file-system.ts'
import { OUTPUT_INDEX, type OwnFiles, ownFiles } from './own-files.ts'

/**
 * Takes the old output away once the new one stands: its own files, one by one, and folders that are empty then. Never
 * anything else: what somebody put there at the last moment moves to the new output. Gives what would not go.
 */
export const sweepOld = (
  files: FileSystem,
  old: string,
  folder: string,
  own: OwnFiles = ownFiles(files, old),
): readonly string[] => {
  const left = sweepBelow(files, old, folder, own, '')
  // The index goes last: it says what is ours.
  if (left.length === 0 && own.isOutput && !isGone(() => files.removeFile(join(old, OUTPUT_INDEX))))
    return [OUTPUT_INDEX]
  return isGone(() => files.removeFolder(old)) ? left : left.length > 0 ? left : files.list(old)
}

const sweepBelow = (files: FileSystem, old: string, folder: string, own: OwnFiles, below: string): readonly string[] =>
  files.list(join(old, below)).flatMap((name) => {
    const path = `${below}${name}`
    const kind = files.kind(join(old, path))
    if (path === OUTPUT_INDEX && own.isOutput) return []
    if (kind === 'folder' && (own.folders.has(path) || files.kind(join(folder, path)) === 'folder')) {
      const left = sweepBelow(files, old, folder, own, `${path}/`)
      if (isGone(() => files.removeFolder(join(old, path))) || left.length > 0) return left
      // Windows keeps the name of a deleted file as long as another program has it open.
      const names = files.list(join(old, path))
      return names.length === 0 ? [path] : names.map((one) => `${path}/${one}`)
    }
    const isOurs = kind === 'file' && own.files.has(path)
    const gone = isOurs
      ? isGone(() => files.removeFile(join(old, path)))
      : files.kind(join(folder, path)) === null && isGone(() => carryEntries(files, old, folder, [path]))
    return gone ? [] : [path]
  })

/** What does not go stays where it is, and is told. */
const isGone = (act: () => void): boolean => {
  try {
    act()
    return true
  } catch {
    return false
  }
}
