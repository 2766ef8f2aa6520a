// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { portableCommand } from './portable-command.ts'
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

const publishedFiles = (root: string): readonly string[] => {
  const words = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline']
  const { status, stdout } = spawnSync('npm', words, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('npm does not say what the package holds')
  const [{ files }] = JSON.parse(stdout) as [{ readonly files: readonly { readonly path: string }[] }]
  return files.map(({ path }) => path)
}

/** Of the packages that run beside the command. Types and maps are for those who write programs. */
const neededFiles = (root: string): readonly string[] => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>
  }
  const needed = Object.keys(packages).filter((path) => path !== '' && packages[path]?.dev !== true)
  return needed.flatMap((path) =>
    readdirSync(join(root, path), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      // A package inside of a package is listed by itself.
      .filter((file) => !file.slice(path.length).includes('/node_modules/') && !/\.d\.[cm]?ts$|\.map$/.test(file)),
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
