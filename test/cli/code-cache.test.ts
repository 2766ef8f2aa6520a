// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import test from 'ava'
import { temporaryFolder } from '../support/command-line.ts'

interface CodeCache {
  readonly read: (key: string) => Uint8Array | undefined
  readonly write: (entries: readonly (readonly [string, Uint8Array])[]) => void
}
const { openCodeCache } = createRequire(import.meta.url)(resolve(import.meta.dirname, '../../bin/code-cache.js')) as {
  readonly openCodeCache: (environment: Readonly<Record<string, string>>) => CodeCache | null
}

/** Pieces below and above the size from which another checksum is taken, of the small ones that are written beside one as well. */
const PIECES: readonly (readonly [string, Buffer])[] = [4_624, 89_440, 300_000].map((size) => [
  `["v24.0.0","x64",${size}]`,
  Buffer.concat(
    Array.from({ length: Math.ceil(size / 32) }, (_, at) => createHash('sha256').update(`${size} ${at}`).digest()),
  ).subarray(0, size),
])

for (const together of [true, false])
  test(`a kept piece of code is given back whole or not at all, written ${together ? 'with others' : 'alone'}`, (t) => {
    const home = temporaryFolder(t)
    const cache = openCodeCache({ HOME: home, XDG_CACHE_HOME: '', LOCALAPPDATA: home }) as CodeCache
    for (const entries of together ? [PIECES] : PIECES.map((piece) => [piece])) cache.write(entries)
    const folder = join(home, process.platform === 'win32' ? 'portwright' : '.cache/portwright', 'code')
    const files = readdirSync(folder)
    t.is(files.length, PIECES.length)
    const placeOf = new Map(
      PIECES.map(([key]) => [
        key,
        join(folder, files.find((file) => readFileSync(join(folder, file)).includes(key)) ?? ''),
      ]),
    )
    for (const [key, code] of PIECES) {
      const place = placeOf.get(key) as string
      const whole = readFileSync(place)
      const after = (what: string, bytes: Uint8Array): void => {
        writeFileSync(place, bytes)
        t.is(cache.read(key), undefined, `${what} of ${whole.length}`)
      }
      t.true(code.equals(cache.read(key) ?? new Uint8Array()))
      const start = whole.length - code.length
      const places = [
        0,
        4,
        8,
        12,
        16,
        start,
        start + 1,
        start + 2,
        start + 3,
        start + (code.length >> 1),
        whole.length - 1,
      ]
      for (const at of places)
        for (const mask of [0x01, 0x80, 0xff]) {
          const changed = Buffer.from(whole)
          changed[at] = (changed[at] as number) ^ mask
          after(`byte ${at} by ${mask}`, changed)
        }
      for (const length of [0, 3, 15, 16, start, start + 4, whole.length - 4, whole.length - 1])
        after(`the first ${length}`, whole.subarray(0, length))
      after('four more', Buffer.concat([whole, Buffer.alloc(4)]))
      const parts = [whole.subarray(0, start), whole.subarray(start + 1_024), whole.subarray(start, start + 1_024)]
      after('another order', Buffer.concat(parts))
      after('a block of nothing', Buffer.from(whole).fill(0, start + 512, start + 1_024))
      after('another version', Buffer.from(whole.toString('latin1').replace('v24.0.0', 'v24.0.1'), 'latin1'))
      rmSync(place)
      t.is(cache.read(key), undefined, 'gone')
      mkdirSync(place)
      t.is(cache.read(key), undefined, 'a folder')
      cache.write([[key, code]])
      rmSync(place, { recursive: true })
      cache.write([[key, code]])
      t.true(code.equals(cache.read(key) ?? new Uint8Array()), 'kept anew')
    }
    const [first = '', second = ''] = PIECES.map(([key]) => key)
    const [one, other] = [placeOf.get(first) as string, placeOf.get(second) as string]
    renameSync(one, `${one}-`)
    renameSync(other, one)
    renameSync(`${one}-`, other)
    t.is(cache.read(first), undefined, 'changed places')
    t.is(cache.read(second), undefined, 'changed places')
  })

test('folders on the way to the cache are made, and where none can be made there is no cache', (t) => {
  const home = join(temporaryFolder(t), 'a/b')
  t.truthy(openCodeCache({ HOME: home, XDG_CACHE_HOME: '', LOCALAPPDATA: home }))
  // Nothing can be made below it, and nobody waits for ever.
  if (process.platform === 'linux')
    for (const base of ['/proc/nothing', '/proc/nothing/below', '/dev/null/below'])
      t.is(openCodeCache({ HOME: '', XDG_CACHE_HOME: base, LOCALAPPDATA: '' }), null, base)
})
