// SPDX-License-Identifier: MIT
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { nodeFileSystem } from '../../src/compile/node-file-system.ts'
import { foreignFiles, openOutput, recoverOutput } from '../../src/compile/output-folder.ts'

const temporary = (t: { teardown: (done: () => void) => void }): string => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-test-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'out')
}
const write = (folder: string, name: string, text: string): void => {
  const output = openOutput(nodeFileSystem, folder)
  output.write({ path: name, bytes: Buffer.from(text) })
  output.write({
    path: 'portwright.json',
    bytes: Buffer.from(JSON.stringify({ portwright: '0', files: [{ path: name, sha256: '' }] })),
  })
  output.commit()
}
const list = (folder: string): readonly string[] => nodeFileSystem.filesBelow(folder)

test('a new output takes the place of the old one whole', (t) => {
  const folder = temporary(t)
  write(folder, 'a/old.txt', 'old')
  write(folder, 'b/new.txt', 'new')
  t.deepEqual(list(folder), ['b/new.txt', 'portwright.json'])
  t.deepEqual(readdirSync(join(folder, '..')), ['out'])
})

test('files that no compile wrote stay', (t) => {
  const folder = temporary(t)
  write(folder, 'a.txt', 'old')
  mkdirSync(join(folder, 'notes'))
  writeFileSync(join(folder, 'notes/mine.txt'), 'mine')
  t.deepEqual(foreignFiles(nodeFileSystem, folder), ['notes/mine.txt'])
  write(folder, 'b.txt', 'new')
  t.deepEqual(list(folder), ['b.txt', 'notes/mine.txt', 'portwright.json'])
  t.is(readFileSync(join(folder, 'notes/mine.txt'), 'utf8'), 'mine')
})

test('an output that is given up leaves the old one as it was', (t) => {
  const folder = temporary(t)
  write(folder, 'a.txt', 'old')
  const output = openOutput(nodeFileSystem, folder)
  output.write({ path: 'b.txt', bytes: Buffer.from('half') })
  output.discard()
  t.deepEqual(list(folder), ['a.txt', 'portwright.json'])
})

test('what an interruption between two renames leaves is finished by the next command', (t) => {
  const folder = temporary(t)
  write(folder, 'a.txt', 'old')
  writeFileSync(join(folder, 'mine.txt'), 'mine')
  openOutput(nodeFileSystem, folder).write({ path: 'b.txt', bytes: Buffer.from('new') })
  renameSync(folder, join(folder, '../.out.portwright-old'))
  recoverOutput(nodeFileSystem, folder)
  t.deepEqual(list(folder), ['b.txt', 'mine.txt'])
  t.deepEqual(readdirSync(join(folder, '..')), ['out'])
})

test('an interruption before the first rename leaves the old output, and nothing beside it', (t) => {
  const folder = temporary(t)
  write(folder, 'a.txt', 'old')
  openOutput(nodeFileSystem, folder).write({ path: 'b.txt', bytes: Buffer.from('half') })
  recoverOutput(nodeFileSystem, folder)
  t.deepEqual(list(folder), ['a.txt', 'portwright.json'])
  t.deepEqual(readdirSync(join(folder, '..')), ['out'])
})
