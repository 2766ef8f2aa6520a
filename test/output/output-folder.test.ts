// SPDX-License-Identifier: MIT
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { nodeFileSystem } from '../../src/output/node-file-system.ts'
import { type OutputFolder, openOutput } from '../../src/output/output-folder.ts'
import type { OutputWorld } from '../../src/output/output-run.ts'
import { nodeProcesses } from '../../src/output/processes.ts'
import { readOutput } from '../../src/output/read-output.ts'
import { runFolder } from '../../src/output/run-name.ts'
import { temporaryFolder } from '../support/command-line.ts'
import { snapshot } from '../support/snapshot.ts'

const world: OutputWorld = { files: nodeFileSystem, processes: nodeProcesses }
const place = (t: ExecutionContext): string => join(temporaryFolder(t), 'out')
const beside = (folder: string): readonly string[] => readdirSync(dirname(folder))

const opened = async (folder: string): Promise<OutputFolder> => {
  const result = await openOutput(world, folder)
  if ('refused' in result) throw new Error(result.refused.map(({ code }) => code).join(' '))
  return result.output
}
const refusal = async (folder: string): Promise<readonly string[]> => {
  const result = await openOutput(world, folder)
  if ('output' in result) throw new Error('it was not refused')
  return result.refused.map(({ code }) => code)
}
const fill = (output: OutputFolder, paths: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(paths)) output.write({ path, bytes: Buffer.from(text) })
  const files = Object.keys(paths).map((path) => ({ path, sha256: '' }))
  output.write({
    path: 'portwright.json',
    bytes: Buffer.from(JSON.stringify({ portwright: '0', files, policies: [] })),
  })
}
/** Codes of what the swap said. */
const write = async (folder: string, paths: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const output = await opened(folder)
  fill(output, paths)
  return output.commit().map(({ code }) => code)
}

test('a new output takes the place of the old one whole', async (t) => {
  const folder = place(t)
  t.deepEqual(await write(folder, { 'a/old.txt': 'old' }), [])
  t.deepEqual(await write(folder, { 'b/new.txt': 'new' }), [])
  t.deepEqual(readdirSync(folder), ['b', 'portwright.json'])
  t.deepEqual(beside(folder), ['out'])
})

test('what others keep in the folder moves along as it is: empty folders, modes, times, links, names', async (t) => {
  const folder = place(t)
  await write(folder, { 'wfw/a.wfw': 'old', 'csv/flows.csv': 'old' })
  chmodSync(folder, 0o2750)
  for (const path of ['.git/refs/tags', '.git/objects/info', 'wfw/mine/empty', 'csv/Büro “Nord”'])
    mkdirSync(join(folder, path), { recursive: true })
  writeFileSync(join(folder, '.git/HEAD'), 'ref: refs/heads/main\n', { mode: 0o640 })
  writeFileSync(join(folder, 'wfw/mine/run.sh'), '#!/bin/sh\n', { mode: 0o755 })
  writeFileSync(join(folder, 'csv/list.txt'), 'mine', { mode: 0o600 })
  symlinkSync('nowhere', join(folder, 'link'))
  chmodSync(join(folder, '.git/objects'), 0o700)
  chmodSync(join(folder, 'wfw/mine'), 0o1777)
  for (const path of ['.git/HEAD', '.git', 'wfw/mine', 'csv/list.txt']) utimesSync(join(folder, path), 1e9, 1e9)
  const own = new Set(['wfw', 'wfw/a.wfw', 'wfw/b.wfw', 'csv', 'csv/flows.csv', 'portwright.json'])
  const before = snapshot(folder, own)
  t.deepEqual(await write(folder, { 'wfw/b.wfw': 'new', 'csv/flows.csv': 'new' }), [])
  t.deepEqual(snapshot(folder, own), before)
  t.is(statSync(folder).mode & 0o7777, 0o2750)
  t.false(existsSync(join(folder, 'wfw/a.wfw')))
  t.is(readFileSync(join(folder, 'csv/flows.csv'), 'utf8'), 'new')
  t.deepEqual(beside(folder), ['out'])
  // A part, then the whole again: a folder of ours that only holds a foreign file is still ours.
  t.deepEqual(await write(folder, { 'csv/flows.csv': 'part' }), [])
  t.deepEqual(snapshot(folder, own), before)
  t.deepEqual(await write(folder, { 'wfw/b.wfw': 'whole', 'csv/flows.csv': 'whole' }), [])
  t.deepEqual(snapshot(folder, own), before)
})

for (const [name, path, kind] of [
  ['a file stands where a folder of ours goes', 'wfw', 'file'],
  ['a folder stands where a folder of ours goes and no compile wrote it', 'csv', 'folder'],
  ['a folder stands where a file of ours goes', 'portwright.json', 'folder'],
  ['a link stands where a folder of ours goes', 'wfw', 'link'],
] as const)
  test(`${name}: refused before anything changes`, async (t) => {
    const folder = place(t)
    mkdirSync(join(folder, '.git'), { recursive: true })
    if (kind === 'file') writeFileSync(join(folder, path), 'mine')
    else if (kind === 'link') symlinkSync('.git', join(folder, path))
    else mkdirSync(join(folder, path))
    const before = snapshot(dirname(folder))
    t.deepEqual(await write(folder, { 'wfw/a.wfw': 'a', 'csv/flows.csv': 'a' }), ['output-in-use'])
    t.deepEqual(snapshot(dirname(folder)), before)
  })

test('a foreign folder in the place of one of our files is refused, and a later compile works once it is gone', async (t) => {
  const folder = place(t)
  await write(folder, { 'csv/rules.csv': 'a', 'wfw/a.wfw': 'a' })
  mkdirSync(join(folder, 'csv/flows.csv'))
  const before = snapshot(dirname(folder))
  t.deepEqual(await write(folder, { 'csv/flows.csv': 'b', 'csv/rules.csv': 'b' }), ['output-in-use'])
  t.deepEqual(snapshot(dirname(folder)), before)
  renameSync(join(folder, 'csv/flows.csv'), join(folder, 'moved'))
  t.deepEqual(await write(folder, { 'csv/flows.csv': 'b', 'csv/rules.csv': 'b' }), [])
})

test('a dangling link, a file and a mount point are refused and nothing is left', async (t) => {
  const parent = temporaryFolder(t)
  symlinkSync('missing', join(parent, 'link'))
  writeFileSync(join(parent, 'file'), '')
  const before = snapshot(parent)
  t.deepEqual(await refusal(join(parent, 'link')), ['output-dangling-link'])
  t.deepEqual(await refusal(join(parent, 'file')), ['output-no-folder'])
  t.deepEqual(await refusal(join(parent, 'file/below')), ['output-unwritable'])
  t.deepEqual(await refusal('/'), ['output-mount-point'])
  t.deepEqual(snapshot(parent), before)
  mkdirSync(join(parent, 'data'))
  const mounted: OutputWorld = {
    ...world,
    files: { ...nodeFileSystem, mounts: () => [join(nodeFileSystem.real(parent), 'data/deep/below')] },
  }
  const result = await openOutput(mounted, join(parent, 'data'))
  t.true('refused' in result && result.refused[0]?.code === 'output-mount-point')
  t.deepEqual(readdirSync(parent), ['data', 'file', 'link'])
})

test('a link to the folder stays a link', async (t) => {
  const folder = place(t)
  mkdirSync(folder)
  const link = join(dirname(folder), 'link')
  symlinkSync('out', link)
  await write(link, { 'a.txt': 'a' })
  t.deepEqual(readdirSync(folder), ['a.txt', 'portwright.json'])
  t.deepEqual(beside(folder), ['link', 'out'])
})

test('an output that is given up leaves the old one as it was, and no folder above it that was not there', async (t) => {
  const folder = place(t)
  await write(folder, { 'a.txt': 'old' })
  const before = snapshot(dirname(folder))
  const output = await opened(folder)
  output.write({ path: 'b.txt', bytes: Buffer.from('half') })
  output.discard()
  t.deepEqual(snapshot(dirname(folder)), before)
  const deep = await opened(join(dirname(folder), 'x/y/z'))
  deep.discard()
  t.deepEqual(snapshot(dirname(folder)), before)
})

/** Makes the folder of a run look like that of a process that ended. */
const orphan = (folder: string): string => {
  const name = beside(folder).find((one) => one.includes('.portwright-')) as string
  const dead = runFolder(folder, { ...nodeProcesses.newOwner(), process: 2 ** 22 - 3, nonce: '00000000' })
  renameSync(join(dirname(folder), name), dead)
  return dead
}

test('a run that was interrupted before the swap is taken back by the next compile', async (t) => {
  const folder = place(t)
  await write(folder, { 'a.txt': 'old' })
  mkdirSync(join(folder, 'mine/empty'), { recursive: true })
  fill(await opened(folder), { 'b.txt': 'half' })
  const dead = orphan(folder)
  writeFileSync(join(dead, 'carry.json'), JSON.stringify(['mine']))
  renameSync(join(folder, 'mine'), join(dead, 'new/mine'))
  const output = await opened(folder)
  t.deepEqual(readdirSync(folder), ['a.txt', 'mine', 'portwright.json'])
  output.discard()
  t.deepEqual(readdirSync(join(folder, 'mine')), ['empty'])
  t.deepEqual(beside(folder), ['out'])
})

test('a run that was interrupted between the two renamings is finished by the next compile', async (t) => {
  const folder = place(t)
  await write(folder, { 'a.txt': 'old' })
  fill(await opened(folder), { 'b.txt': 'new' })
  const dead = orphan(folder)
  mkdirSync(join(dead, 'new/mine'))
  renameSync(folder, join(dead, 'old'))
  const state = snapshot(dirname(folder))
  const read = await readOutput(world, folder, () => 'read')
  t.true('refused' in read && read.refused.code === 'output-interrupted')
  t.deepEqual(snapshot(dirname(folder)), state)
  const output = await opened(folder)
  output.discard()
  t.deepEqual(readdirSync(folder), ['b.txt', 'mine', 'portwright.json'])
  t.deepEqual(beside(folder), ['out'])
})

test('a run that was interrupted while the old output went is finished by the next compile, foreign files come back', async (t) => {
  const folder = place(t)
  await write(folder, { 'a.txt': 'old', 'b/c.txt': 'old' })
  fill(await opened(folder), { 'b.txt': 'new' })
  const dead = orphan(folder)
  renameSync(folder, join(dead, 'old'))
  writeFileSync(join(dead, 'old/late.txt'), 'mine')
  renameSync(join(dead, 'new'), folder)
  const output = await opened(folder)
  output.discard()
  t.deepEqual(readdirSync(folder), ['b.txt', 'late.txt', 'portwright.json'])
  t.deepEqual(beside(folder), ['out'])
})

test('what somebody made in the place of an interrupted output is not touched, and the next compile says so', async (t) => {
  const folder = place(t)
  await write(folder, { 'a.txt': 'old' })
  fill(await opened(folder), { 'b.txt': 'new' })
  const dead = orphan(folder)
  renameSync(folder, join(dead, 'old'))
  mkdirSync(folder)
  writeFileSync(join(folder, 'mine.txt'), 'mine')
  const state = snapshot(dirname(folder))
  t.deepEqual(await refusal(folder), ['output-interrupted'])
  t.deepEqual(snapshot(dirname(folder)), state)
  renameSync(folder, `${folder}-away`)
  ;(await opened(folder)).discard()
  t.deepEqual(readdirSync(folder), ['b.txt', 'portwright.json'])
})

test('one compile at a time: a second one waits for the first, and gives up with a word', async (t) => {
  const folder = place(t)
  const first = await opened(folder)
  const impatient: OutputWorld = { ...world, processes: { ...nodeProcesses, wait: async () => undefined } }
  const result = await openOutput(impatient, folder)
  t.true('refused' in result && result.refused[0]?.code === 'output-busy')
  t.is(beside(folder).length, 1)
  const second = opened(folder)
  fill(first, { 'a.txt': 'first' })
  t.deepEqual(first.commit(), [])
  fill(await second, { 'a.txt': 'second' })
  t.deepEqual((await second).commit(), [])
  t.is(readFileSync(join(folder, 'a.txt'), 'utf8'), 'second')
  t.deepEqual(beside(folder), ['out'])
})

test('ten compiles at once never hold the folder together', async (t) => {
  const folder = place(t)
  let holders = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const output = await opened(folder)
      holders += 1
      most = Math.max(most, holders)
      await new Promise((resolve) => setTimeout(resolve, 5))
      fill(output, { 'a.txt': String(index), [`${index}.txt`]: '' })
      holders -= 1
      t.deepEqual(output.commit(), [])
    }),
  )
  t.is(most, 1)
  const last = readFileSync(join(folder, 'a.txt'), 'utf8')
  t.deepEqual(readdirSync(folder).sort(), [`${last}.txt`, 'a.txt', 'portwright.json'])
  t.deepEqual(beside(folder), ['out'])
})

test('what fails in the middle of a swap is taken back', async (t) => {
  for (const fails of ['mine2', 'out', 'new']) {
    const folder = place(t)
    await write(folder, { 'a.txt': 'old' })
    for (const name of ['mine1', 'mine2']) mkdirSync(join(folder, name))
    const before = snapshot(dirname(folder))
    const failing: OutputWorld = {
      ...world,
      files: {
        ...nodeFileSystem,
        rename: (from, to) => {
          if (basename(from) === fails && (fails !== 'mine2' || dirname(from) === folder))
            throw Object.assign(new Error(), { code: 'EACCES', syscall: 'rename' })
          nodeFileSystem.rename(from, to)
        },
      },
    }
    const result = await openOutput(failing, folder)
    if ('refused' in result) return t.fail()
    fill(result.output, { 'b.txt': 'new' })
    t.deepEqual(
      result.output.commit().map(({ code }) => code),
      ['output-unwritable'],
    )
    t.deepEqual(snapshot(dirname(folder)), before)
  }
})

test('a file of the old output that cannot be taken away is a warning, and the next compile takes it away', async (t) => {
  const folder = place(t)
  await write(folder, { 'wfw/a.wfw': 'old', 'wfw/b.wfw': 'old' })
  const holding: OutputWorld = {
    ...world,
    files: {
      ...nodeFileSystem,
      removeFile: (path) => {
        if (path.endsWith('a.wfw')) throw Object.assign(new Error(), { code: 'EBUSY', syscall: 'unlink' })
        nodeFileSystem.removeFile(path)
      },
    },
  }
  const result = await openOutput(holding, folder)
  if ('refused' in result) return t.fail()
  fill(result.output, { 'b.txt': 'new' })
  const said = result.output.commit()
  t.deepEqual(
    said.map(({ code }) => code),
    ['output-left'],
  )
  t.true(said[0]?.message.includes(join(folder, 'wfw/a.wfw')))
  t.deepEqual(readdirSync(folder), ['b.txt', 'portwright.json'])
  t.is(beside(folder).length, 2)
  await write(folder, { 'b.txt': 'newer' })
  t.deepEqual(beside(folder), ['out'])
})
