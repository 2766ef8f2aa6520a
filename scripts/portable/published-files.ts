// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What npm adds by itself. */
const ALWAYS = ['LICENSE', 'README.md', 'package.json']

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The files of the published package, as `files` of package.json names them: files, folders, and names with `*` in them. */
export const publishedFiles = (root: string): readonly string[] => {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly files: readonly string[]
  }
  const all = readdirSync(root, { withFileTypes: true })
  const wanted = [...ALWAYS, ...files].flatMap((entry) => {
    const [top = '', ...rest] = entry.split('/')
    const found = all.find(({ name }) => name === top)
    if (found === undefined) throw new Error(`package.json names ${entry}, which is not there`)
    if (found.isFile()) return [top]
    const pattern = rest.map((part) => escaped(part).replaceAll('\\*', '[^/]*')).join('/')
    const fits = new RegExp(`^${escaped(top)}/${pattern}`)
    return filesBelow(root, top).filter((path) => fits.test(path))
  })
  return [...new Set(wanted)].sort()
}

export const filesBelow = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
