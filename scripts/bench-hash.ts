// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Reads each file of a folder, hashes it, and writes it to another folder: what no compile can do without. */
const [from = '', to = ''] = process.argv.slice(2)
const hash = createHash('sha256')
for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue
  const path = join(entry.parentPath, entry.name)
  const bytes = readFileSync(path)
  hash.update(createHash('sha256').update(bytes).digest())
  const target = join(to, relative(from, path))
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, bytes)
}
process.stdout.write(`${hash.digest('hex')}\n`)
