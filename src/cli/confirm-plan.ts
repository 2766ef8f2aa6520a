// SPDX-License-Identifier: MIT
import { createInterface } from 'node:readline'
import { count } from '../diagnostics/count.ts'
import type { HostResult } from '../servers/host-result.ts'
import { applyText } from './apply-text.ts'
import type { Streams } from './streams.ts'

/** Shows what would change and asks on the terminal; anything but yes is no. */
export const confirmPlan = (shown: readonly HostResult[], mode: string, streams: Streams): Promise<boolean> => {
  const hosts = mode === 'rollback' ? shown : shown.filter(({ state }) => state === 'would-change')
  streams.err(applyText(shown, streams.verbose))
  const what = mode === 'rollback' ? 'Put the newest snapshot back on' : 'Change'
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    // Ctrl-C and the end of the input are no.
    lines.on('SIGINT', () => lines.close())
    lines.on('close', () => resolve(false))
    lines.question(`${what} ${count(hosts.length, 'host')}? [y/N] `, (answer) => {
      resolve(/^y(?:es)?$/i.test(answer.trim()))
      lines.close()
    })
  })
}
