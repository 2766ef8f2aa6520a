// SPDX-License-Identifier: MIT
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { type JournalEvent, readJournal } from '../../src/servers/journal.ts'
import { openJournal } from '../../src/servers/journal-file.ts'

const HASH = 'a'.repeat(64)
const line = (event: JournalEvent, estateHash = HASH): string =>
  JSON.stringify({ time: '2026-01-15T00:00:00.000Z', estateHash, ...event })
const start = (mode = 'apply', resumed = false): JournalEvent => ({
  event: 'start',
  estate: 'loop',
  mode,
  resumed,
  hosts: ['a', 'b'],
})
const host = (name: string, state: 'applied' | 'unchanged' | 'failed' | 'rolled-back' | 'skipped'): JournalEvent => ({
  event: 'host',
  host: name,
  state,
  error: null,
})

test('hosts that were applied or needed nothing are done, all others are not', (t) => {
  const { done, estate, estateHash, mode } = readJournal(
    [
      start(),
      host('A.test', 'applied'),
      host('b.test', 'unchanged'),
      host('c.test', 'failed'),
      host('d.test', 'rolled-back'),
    ]
      .map((event) => line(event))
      .join('\n'),
  )
  t.deepEqual([...done.keys()], ['a.test', 'b.test'])
  t.is(estateHash, HASH)
  t.is(estate, 'loop')
  t.is(mode, 'apply')
})

test('a run that goes on adds to what the runs before have done; a new run begins anew', (t) => {
  const lines = [start(), host('a', 'applied'), start('apply', true), host('a', 'skipped'), host('b', 'applied')]
  t.deepEqual([...readJournal(lines.map((event) => line(event)).join('\n')).done.keys()], ['a', 'b'])
  const again = [...lines, start(), host('b', 'failed')]
  t.deepEqual([...readJournal(again.map((event) => line(event)).join('\n')).done.keys()], [])
})

test('a rollback is done when it is rolled back', (t) => {
  t.deepEqual(
    [...readJournal([start('rollback'), host('a', 'rolled-back')].map((one) => line(one)).join('\n')).done.keys()],
    ['a'],
  )
})

test('a line that is not whole is counted, and the others hold', (t) => {
  const text = `${line(start())}\n${line(host('a', 'applied'))}\n{"time":"2026-01-15T\n${line(host('b', 'applied'))}\n[]\n`
  const { done, damaged } = readJournal(text)
  t.deepEqual([...done.keys()], ['a', 'b'])
  t.is(damaged, 2)
  t.deepEqual(readJournal(''), { estateHash: null, estate: null, mode: null, done: new Map(), damaged: 0 })
})

test('behind half a line of a run that was killed the next line stands by itself', (t) => {
  const path = join(mkdtempSync(join(tmpdir(), 'portwright-journal-')), 'apply.jsonl')
  writeFileSync(path, `${line(start())}\n{"time":"20`)
  const journal = openJournal(path, HASH, () => new Date(0))
  journal.add(host('a', 'applied'))
  journal.close()
  const { done, damaged } = readJournal(readFileSync(path, 'utf8'))
  t.deepEqual([...done.keys()], ['a'])
  t.is(damaged, 1)
})
