// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import test from 'ava'
import fc from 'fast-check'
import { deflate } from '../../../scripts/portable/deflate.ts'
import { huffmanCode } from '../../../scripts/portable/huffman-code.ts'
import { tarFile } from '../../../scripts/portable/tar-file.ts'
import { writeWhole } from '../../../scripts/portable/write-whole.ts'
import { type ZipEntry, zip } from '../../../scripts/portable/zip.ts'
import { temporaryFolder } from '../../support/command-line.ts'
import { findPwsh } from '../../support/powershell/find-pwsh.ts'
import { runScript } from '../../support/powershell/run-script.ts'
import { samples } from '../../support/samples.ts'
import { required, skip } from '../../support/shared.ts'

/** Numbers that look random and are the same everywhere. */
const noise = (length: number, values: number): Uint8Array => {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 16) % values
  })
}

const repeated = (bytes: Uint8Array, times: number): Uint8Array =>
  Buffer.concat(Array.from({ length: times }, () => bytes))

test('what is deflated is what inflates', (t) => {
  const edges = [
    new Uint8Array(),
    Uint8Array.of(7),
    new Uint8Array(3),
    new Uint8Array(258 * 3 + 1),
    new Uint8Array(100_000).fill(9),
    noise(40_000, 256),
    noise(70_000, 3),
    // Matches as far back as they may lie, one nearer and one too far.
    ...[32_767, 32_768, 32_769].map((length) => repeated(noise(length, 256), 2)),
    readFileSync('package-lock.json'),
  ]
  for (const bytes of edges) t.true(inflateRawSync(deflate(bytes)).equals(bytes), `${bytes.length} bytes`)
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .tuple(fc.uint8Array({ minLength: 1, maxLength: 5 }), fc.nat(700))
      .map(([bytes, times]) => repeated(bytes, times)),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const bytes = Buffer.concat(pieces)
      return inflateRawSync(deflate(bytes)).equals(bytes)
    }),
    { numRuns: samples(60) },
  )
})

test('a code is never longer than a stream may have, and has room for every symbol', (t) => {
  // Counts that grow like these ask for one bit more with each symbol.
  const counts = Array.from({ length: 30 }, (_, symbol) => Math.round(1.618 ** symbol))
  for (const longest of [7, 15]) {
    const { lengths } = huffmanCode(counts, longest)
    t.is(Math.max(...lengths), longest)
    t.true(lengths.reduce((sum, length) => sum + 2 ** -length, 0) <= 1)
  }
})

test('an archive has the same bytes on every system and release of Node.js', (t) => {
  const entries: readonly ZipEntry[] = [
    { path: 'top/b.bin', bytes: noise(50_000, 17) },
    { path: 'top/a.txt', bytes: Buffer.from('a line\r\n'.repeat(900)) },
    { path: 'top/empty', bytes: new Uint8Array() },
  ]
  const sum = (list: readonly ZipEntry[]): string => createHash('sha256').update(zip(list)).digest('hex')
  t.is(sum(entries), 'fdc71ded92c50ee38ca3bb8fa72d2d1c9a890cacda93d7a723ad30257934017d')
  t.is(sum(entries.toReversed()), sum(entries))
})

test('a name that one tool unpacks elsewhere than another is refused', (t) => {
  const bytes = new Uint8Array()
  for (const path of ['../a', 'a/../b', '/a', 'a/', 'a\\b', 'C:a', 'ä', 'a.', 'a /b', './a', 'a//b', '', 'a\n'])
    t.throws(() => zip([{ path, bytes }]), { message: /no name for an archive/ }, JSON.stringify(path))
  t.notThrows(() => zip([{ path: 'a b/.c/d.e-(1)', bytes }]))
})

const filesBelow = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )

test('other tools unpack what was packed', async (t) => {
  const folder = temporaryFolder(t)
  const entries: readonly ZipEntry[] = [
    { path: 'top/node_modules/@scope/x/y.js', bytes: readFileSync('package-lock.json') },
    { path: 'top/a name & more.txt', bytes: Buffer.from('ä\r\n') },
    { path: 'top/noise.exe', bytes: noise(300_000, 256) },
    { path: 'top/nothing', bytes: new Uint8Array() },
  ]
  const archive = join(folder, 'a.zip')
  writeWhole(archive, zip(entries))
  const wanted = Object.fromEntries(
    entries.map(({ path, bytes }) => [path, createHash('sha256').update(bytes).digest('hex')]),
  )
  const unpack = (name: string, words: (to: string) => readonly string[]): boolean => {
    const to = join(folder, name)
    mkdirSync(to)
    const { error, status } = spawnSync(name, words(to), { stdio: 'ignore' })
    if (error !== undefined && required(t, name)) t.fail(`${name} is required, but not there`)
    if (error !== undefined) return false
    t.is(status, 0, name)
    t.deepEqual(filesBelow(to), wanted, name)
    return true
  }
  const done = [
    unpack('unzip', (to) => ['-q', archive, '-d', to]),
    unpack('bsdtar', (to) => ['-xf', archive, '-C', to]),
    unpack('python3', (to) => ['-m', 'zipfile', '-e', archive, to]),
  ]
  const pwsh = findPwsh()
  if (pwsh !== null) {
    const script = join(folder, 'unpack.ps1')
    writeFileSync(script, 'param($From, $To) Expand-Archive -LiteralPath $From -DestinationPath $To')
    const to = join(folder, 'pwsh')
    const { errors } = await runScript(pwsh, script, { From: archive, To: to })
    t.deepEqual(errors, [])
    t.deepEqual(filesBelow(to), wanted, 'Expand-Archive')
  }
  if (pwsh === null || done.includes(false)) skip(t, 'unzip, bsdtar, python3 or PowerShell is not there')
})

test('a file is written whole or not at all', (t) => {
  const folder = temporaryFolder(t)
  const path = join(folder, 'a')
  writeFileSync(path, 'old')
  // What a killed build left goes, what a running one writes stays.
  const ended = `a.${spawnSync(process.execPath, ['-e', '']).pid}.part`
  const running = `a.${process.ppid}.part`
  const others = [`b.${ended.slice(2)}`, 'a.part', 'a.x.part']
  for (const name of [ended, running, ...others]) writeFileSync(join(folder, name), '')
  writeWhole(path, Buffer.from('old'))
  t.deepEqual(readdirSync(folder).sort(), ['a', running, ...others].sort())
  for (const name of [running, ...others]) rmSync(join(folder, name))
  t.throws(() => writeWhole(path, { length: 3 } as Uint8Array))
  t.is(readFileSync(path, 'utf8'), 'old')
  writeWhole(path, Buffer.from('new'))
  t.is(readFileSync(path, 'utf8'), 'new')
  t.deepEqual(readdirSync(folder), ['a'])
})

test('a file of a tar archive is found behind others', (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'first'), noise(1000, 9))
  writeFileSync(join(folder, 'second'), noise(512, 9))
  const { stdout } = spawnSync('tar', ['-cf', '-', 'first', 'second'], { cwd: folder })
  t.true(tarFile(stdout, 'second')?.equals(noise(512, 9)))
  t.is(tarFile(stdout, 'third'), null)
})
