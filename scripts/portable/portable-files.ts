// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { portableCommand } from './portable-command.ts'
import { filesBelow, publishedFiles } from './published-files.ts'
import type { ZipEntry } from './zip.ts'

/** From the archive's own folder on, so that there is room for the folder it is unpacked into. */
const LONGEST_PATH = 170

export interface NodeParts {
  readonly program: Uint8Array
  readonly licence: Uint8Array
}

/** What the archive holds: the published package, the packages it needs, Node.js for Windows, and the sums of it all. */
export const portableFiles = (root: string, { program, licence }: NodeParts): readonly ZipEntry[] => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }
  const files: readonly ZipEntry[] = [
    ...[...publishedFiles(root), ...neededFiles(root)].map((path) => ({ path, bytes: readFileSync(join(root, path)) })),
    { path: 'portwright.cmd', bytes: portableCommand() },
    { path: 'node.exe', bytes: program },
    { path: 'LICENSE-node.txt', bytes: licence },
  ]
  const top = `portwright-${version}-win-x64`
  const entries = [...files, { path: 'SHA256SUMS', bytes: sums(files) }].map(({ path, bytes }) => ({
    path: `${top}/${path}`,
    bytes,
  }))
  for (const { path } of entries)
    if (path.length > LONGEST_PATH) throw new Error(`longer than ${LONGEST_PATH}: ${path}`)
  return entries
}

/** Of the packages that run beside the command. Types and maps are for those who write programs. */
const neededFiles = (root: string): readonly string[] => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>
  }
  const needed = Object.keys(packages).filter((path) => path !== '' && packages[path]?.dev !== true)
  return needed.flatMap((path) =>
    // A package inside of a package is listed by itself.
    filesBelow(root, path).filter(
      (file) => !file.slice(path.length).includes('/node_modules/') && !/\.d\.[cm]?ts$|\.map$/.test(file),
    ),
  )
}

/** As `sha256sum` writes and checks them. */
const sums = (files: readonly ZipEntry[]): Uint8Array =>
  Buffer.from(
    files
      .map(({ path, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`)
      .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1))
      .join(''),
  )
