// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { portableFiles } from './portable-files.ts'
import { windowsNode } from './windows-node.ts'
import { writeWhole } from './write-whole.ts'
import { zip } from './zip.ts'

/**
 * `npm run portable [-- FOLDER]`: the archive for Windows computers where nothing may be installed, and its checksum, from
 * what `npm run build` made. Two builds of one tree give the same bytes, on whatever system.
 */
const ROOT = resolve(import.meta.dirname, '../..')
const folder = resolve(process.argv[2] ?? join(ROOT, 'portable'))

const entries = portableFiles(ROOT, { program: windowsNode('node.exe'), licence: windowsNode('LICENSE') })
const archive = zip(entries)
const path = join(folder, `${entries[0]?.path.split('/')[0]}.zip`)
const sum = createHash('sha256').update(archive).digest('hex')
mkdirSync(folder, { recursive: true })
// A sum never stands beside an archive that it does not fit.
rmSync(`${path}.sha256`, { force: true })
writeWhole(path, archive)
writeWhole(`${path}.sha256`, Buffer.from(`${sum}  ${basename(path)}\n`))
process.stdout.write(`${path}: ${entries.length} files, ${(archive.length / 1e6).toFixed(1)} MB\n${sum}\n`)
