// SPDX-License-Identifier: MIT
import test from 'ava'
import { nodeProcesses } from '../../src/output/processes.ts'

test('where nobody knows when a process started, its number blocks for minutes and not for ever', (t) => {
  const { machine, isAlive } = nodeProcesses
  // This process runs, whoever had its number before.
  const owner = { process: process.ppid, started: '0', machine, nonce: 'ffff0000' }
  t.true(isAlive(owner, Date.now() - 60_000))
  t.false(isAlive(owner, Date.now() - 900_000))
})
