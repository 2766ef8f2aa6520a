// SPDX-License-Identifier: MIT
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { loadEstate } from '../../src/cli/load-estate.ts'
import type { Streams } from '../../src/cli/streams.ts'

const TEXT = 'name: a\nproduct: cmcb\n'
const streams = (input = Buffer.alloc(0)): Streams =>
  ({ readInput: () => Promise.resolve(input), today: '2026-11-21' }) as unknown as Streams

test('an estate in UTF-16 is told to be that, with what to type, from a file and from standard input', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-load-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'estate.yaml')
  const big = Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()
  for (const bytes of [Buffer.from(`\ufeff${TEXT}`, 'utf16le'), Buffer.from(TEXT, 'utf16le'), big]) {
    writeFileSync(path, bytes)
    for (const { diagnostics } of [await loadEstate(path, streams()), await loadEstate('-', streams(bytes))]) {
      t.is(diagnostics[0]?.code, 'utf16-text')
      t.regex(diagnostics[0]?.hint ?? '', /Set-Content -Encoding UTF8/)
    }
  }
})

test('bytes that are no UTF-8, and an empty file, are told as such', async (t) => {
  t.is((await loadEstate('-', streams(Buffer.from([0x61, 0xff])))).diagnostics[0]?.code, 'invalid-utf8')
  t.is((await loadEstate('-', streams())).diagnostics[0]?.code, 'empty-file')
})
