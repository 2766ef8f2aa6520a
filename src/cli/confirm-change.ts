// SPDX-License-Identifier: MIT
import { createInterface } from 'node:readline'
import { count } from '../diagnostics/count.ts'
import type { HostResult } from '../servers/host-result.ts'
import { applyText } from './apply-text.ts'
import type { Streams } from './streams.ts'

/** Shows what would change and asks on the terminal; anything but yes is no. Without a plan it is a rollback. */
export const confirmChange = (
  shown: readonly HostResult[] | null,
  hosts: number,
  streams: Streams,
): Promise<boolean> => {
  const changing = shown?.filter(({ state }) => state === 'would-change').length
  if (shown !== null) streams.err(applyText(shown, streams.verbose))
  const question =
    changing === undefined
      ? `Put the newest snapshot back on ${count(hosts, 'host')}?`
      : `Change ${count(changing, 'host')}?`
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    // Ctrl-C and the end of the input are no.
    lines.on('SIGINT', () => lines.close())
    lines.on('close', () => resolve(false))
    lines.question(`${question} [y/N] `, (answer) => {
      resolve(/^y(?:es)?$/i.test(answer.trim()))
      lines.close()
    })
  })
}
