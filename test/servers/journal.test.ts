// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { type JournalEvent, readJournal } from '../../src/servers/journal.ts'
import { openJournal } from '../../src/servers/journal-file.ts'
import { samples } from '../support/samples.ts'
import { required, skip } from '../support/shared.ts'

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

test('wherever a journal is cut off, no host is done whose line is not whole, and a run that goes on adds to it', (t) => {
  const events: readonly JournalEvent[] = [
    start(),
    host('a', 'applied'),
    host('b', 'failed'),
    start('apply', true),
    host('a', 'skipped'),
    host('b', 'unchanged'),
    start(),
    host('b', 'applied'),
  ]
  const lines = events.map((event) => `${line(event)}\n`)
  const text = lines.join('')
  for (let cut = 0; cut <= text.length; cut++) {
    const left = text.slice(0, cut)
    // A line without its end is whole all the same.
    const whole = `${left}\n`.split('\n').filter((one) => lines.includes(`${one}\n`))
    const expected = readJournal(whole.join('\n'))
    t.deepEqual([...readJournal(left).done], [...expected.done])
    const joined = `${left}${left === '' || left.endsWith('\n') ? '' : '\n'}${line(start('apply', true))}\n${line(host('c', 'applied'))}\n`
    t.deepEqual([...readJournal(joined).done.keys()], [...expected.done.keys(), 'c'])
  }
})

test('on a full disk, and killed at any write, a journal shows no host as done that was not', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-journal-'))
  const path = join(folder, 'apply.jsonl')
  const script = join(import.meta.dirname, 'support/write-journal.ts')
  const run = (words: readonly string[], how: string, hosts: readonly string[]): readonly string[] => {
    const [program = '', ...rest] = [...words, process.execPath, script, path, HASH, how, ...hosts]
    return spawnSync(program, rest, { encoding: 'utf8' }).stdout.split('\n')
  }
  const ended = (said: readonly string[]): readonly string[] =>
    said.filter((one) => one.startsWith('ended ')).map((one) => one.slice(6))
  const hosts = Array.from({ length: 4 }, (_, at) => `h${at}`)
  const all = samples(1) > 1
  const ends = [
    ...(all ? Array.from({ length: 60 }, (_, at) => 20 * at) : [150, 700]).map((size) => [
      'prlimit',
      `--fsize=${size}`,
    ]),
    ...(all ? Array.from({ length: 10 }, (_, at) => at + 1) : [3]).flatMap((nth) =>
      (all ? ['fsync:signal=KILL', 'fsync:error=EIO'] : ['fsync:signal=KILL']).map((what) => [
        'strace',
        '-f',
        '-e',
        'trace=fsync',
        '-e',
        `inject=${what}:when=${nth}`,
      ]),
    ),
  ]
  let tried = 0
  for (const words of ends) {
    const tool = words[0] as string
    if (spawnSync(tool, ['--version']).status !== 0) {
      if (required(t, tool)) t.fail(`${tool} is required, but not installed`)
      else skip(t, `no ${tool}`)
      continue
    }
    rmSync(path, { force: true })
    const said = run(words, 'new', hosts)
    const begun = said.filter((one) => one.startsWith('begun ')).map((one) => one.slice(6))
    const first = readJournal(readFileSync(path, 'utf8'))
    for (const one of ended(said)) t.true(first.done.has(one), `${words.join(' ')}: ${one} was told as done`)
    for (const one of first.done.keys())
      t.true(begun.includes(one), `${words.join(' ')}: ${one} is done, and was never begun`)
    // Nothing of a run that could not write its first line counts; one that goes on ends all the same.
    const again = run(
      [],
      'resumed',
      hosts.filter((one) => !first.done.has(one)),
    )
    t.is(ended(again).length, hosts.length - first.done.size)
    const second = readJournal(readFileSync(path, 'utf8'))
    t.deepEqual([...second.done.keys()].sort(), hosts, words.join(' '))
    t.true(second.damaged <= 1)
    tried++
  }
  rmSync(folder, { recursive: true })
  t.log(`${tried} interruptions`)
})
