// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { madeBeside } from '../../src/output/made-beside.ts'
import { nodeProcesses } from '../../src/output/processes.ts'
import { newFile, replaceFile, tryFile } from '../../src/output/whole-file.ts'
import { temporaryFolder } from '../support/command-line.ts'
import { samples } from '../support/samples.ts'
import { required, skip } from '../support/shared.ts'

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return ''
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code)
  }
}

test('a file takes the place of the older one and keeps its mode; a link stays where it is', (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'made/deep/page.html')
  replaceFile(file, 'one')
  chmodSync(file, 0o640)
  const link = join(folder, 'link.html')
  symlinkSync('made/deep/page.html', link)
  replaceFile(link, 'two')
  t.is(readFileSync(file, 'utf8'), 'two')
  t.true(lstatSync(link).isSymbolicLink())
  if (process.platform !== 'win32') t.is(statSync(file).mode & 0o777, 0o640)
  const nowhere = join(folder, 'nowhere.html')
  symlinkSync('later.html', nowhere)
  replaceFile(nowhere, 'three')
  t.is(readFileSync(nowhere, 'utf8'), 'three')
  t.deepEqual(readdirSync(folder).sort(), ['link.html', 'made', 'nowhere.html'])
  t.deepEqual(readdirSync(join(folder, 'made/deep')), ['page.html'])
})

test('a new file is written where nothing is, be it a link that leads nowhere', (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'estate.yaml')
  t.true(newFile(file, 'one'))
  t.false(newFile(file, 'two'))
  t.is(readFileSync(file, 'utf8'), 'one')
  symlinkSync('nowhere', join(folder, 'link'))
  t.false(newFile(join(folder, 'link'), 'one'))
  t.deepEqual(readdirSync(folder).sort(), ['estate.yaml', 'link'])
})

test('a folder in the place of a file, a file in the place of a folder and a full disk are errors of the file that was named', (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'page.html'))
  writeFileSync(join(folder, 'file'), '')
  t.is(
    codeOf(() => replaceFile(join(folder, 'page.html'), '')),
    'EISDIR',
  )
  t.is(
    codeOf(() => tryFile(join(folder, 'page.html'))),
    'EISDIR',
  )
  for (const act of [replaceFile, newFile, tryFile]) {
    const path = join(folder, 'file/page.html')
    const error = t.throws<NodeJS.ErrnoException>(() => act(path, ''))
    t.true(['ENOTDIR', 'EEXIST'].includes(String(error?.code)), String(error?.code))
    t.is(error?.path, path)
  }
  if (existsSync('/dev/full'))
    t.is(
      codeOf(() => replaceFile('/dev/full', 'text')),
      'ENOSPC',
    )
})

test('folders that were made for a file go again where it was not written, and others stay', (t) => {
  const folder = temporaryFolder(t)
  tryFile(join(folder, 'a/b/page.html'))
  t.deepEqual(readdirSync(folder), [])
  mkdirSync(join(folder, 'mine'))
  tryFile(join(folder, 'mine/b/page.html'))
  t.deepEqual(readdirSync(folder), ['mine'])
  t.deepEqual(readdirSync(join(folder, 'mine')), [])
  t.throws(() => replaceFile(join(folder, 'c/d', 'x'.repeat(300)), ''))
  t.throws(() => newFile(join(folder, 'c/d', 'x'.repeat(300)), ''))
  // The first folder can be made, the next cannot.
  t.throws(() => newFile(join(folder, 'c', 'x'.repeat(300), 'page.html'), ''))
  t.deepEqual(readdirSync(folder), ['mine'])
})

test('what another run makes right now stays, what a dead one left of the same file goes, and a file of a similar name is somebody else’s', (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'page.html')
  const owner = nodeProcesses.newOwner()
  const ended = spawnSync(process.execPath, ['-e', '']).pid
  const living = madeBeside(file, owner)
  const dead = madeBeside(file, { ...owner, process: ended, nonce: '00000000' })
  const ofOther = madeBeside(join(folder, 'other.html'), { ...owner, process: ended, nonce: '00000000' })
  const mine = join(folder, '.page.html.portwright-notes.tmp')
  for (const path of [living, dead, ofOther, mine]) writeFileSync(path, 'half')
  replaceFile(file, 'one')
  const names = (paths: readonly string[]): readonly string[] => paths.map((path) => basename(path)).sort()
  t.deepEqual(readdirSync(folder).sort(), names([living, ofOther, mine, file]))
  nodeProcesses.release(owner)
  t.false(newFile(file, 'two'))
  t.deepEqual(readdirSync(folder).sort(), names([ofOther, mine, file]))
})

const hasStrace = spawnSync('strace', ['-V']).status === 0
const WRITE = join(import.meta.dirname, 'support/write-whole.ts')
const CHANGING = ['openat', 'write', 'fsync', 'rename', 'link', 'unlink', 'chmod', 'fchmod', 'close']

/** Runs the writing of one file with something happening at a system call; gives what strace saw. */
const traced = (words: readonly string[], inject: readonly string[]): string =>
  spawnSync(
    'strace',
    ['-f', '-e', `trace=${CHANGING.join(',')}`, ...inject.flatMap((one) => ['-e', `inject=${one}`]), process.execPath]
      .concat(WRITE)
      .concat(words),
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  ).stderr

/** The calls on the file itself and on what is made beside it, by their number among calls of that name. */
const callsOn = (seen: string, folder: string): readonly { readonly call: string; readonly nth: number }[] => {
  const count = new Map<string, number>()
  const found: { readonly call: string; readonly nth: number }[] = []
  let isOurs = false
  for (const line of seen.split('\n')) {
    const call = /^(?:\[pid +\d+\] )?([a-z0-9]+)\(/.exec(line)?.[1]
    if (call === undefined) continue
    const nth = (count.get(call) ?? 0) + 1
    count.set(call, nth)
    if (line.includes(folder)) isOurs = true
    if (line.includes(folder) || (isOurs && ['write', 'fsync', 'close'].includes(call))) found.push({ call, nth })
  }
  return found
}

const OLD = 'old\n'.repeat(20_000)
const NEW = 'new'

const state = (t: ExecutionContext, folder: string, file: string, how: string): string => {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : null
  t.true(text === NEW || text === (how === 'new' ? null : OLD), `${how}: ${text?.slice(0, 20)} ${text?.length}`)
  return readdirSync(folder).join()
}

test('whatever a system call says, and wherever the program is killed, a file is the old one or the new one', (t) => {
  if (!hasStrace) return required(t, 'strace') ? t.fail('strace is required, but not installed') : skip(t, 'no strace')
  let tried = 0
  for (const how of ['new', 'replace']) {
    const folder = temporaryFolder(t)
    const file = join(folder, 'page.html')
    const begin = (): void => {
      rmSync(file, { force: true })
      for (const name of readdirSync(folder)) rmSync(join(folder, name))
      if (how === 'replace') writeFileSync(file, OLD)
    }
    begin()
    const calls = callsOn(traced([how, file, NEW], []), folder)
    t.true(calls.length >= 5)
    // All of them in a long run.
    const step = samples(2) > 2 ? 1 : 8
    const steps = ['rename', 'link']
    for (const { call, nth } of calls.filter(({ call }, index) => steps.includes(call) || index % step === 0)) {
      begin()
      traced([how, file, NEW], [`${call}:signal=KILL:when=${nth}`])
      state(t, folder, file, how)
      // What the kill left is taken away by the next that writes the file, and by one that finds it written.
      spawnSync(process.execPath, [WRITE, how, file, NEW])
      t.is(readFileSync(file, 'utf8'), NEW)
      t.deepEqual(readdirSync(folder), ['page.html'], `${how} ${call} ${nth}`)
      const error = { write: 'ENOSPC', fsync: 'EIO', openat: 'EROFS', rename: 'EBUSY', link: 'EPERM' }[call]
      tried += 1
      if (error === undefined) continue
      begin()
      const said = traced([how, file, NEW], [`${call}:error=${error}:when=${nth}`])
      // What was made beside it is taken away, whatever went wrong.
      t.true(['', 'page.html'].includes(state(t, folder, file, how)), `${how} ${call} ${nth}: ${said.slice(-300)}`)
      tried += 1
    }
  }
  t.log(`${tried} interruptions`)
})
