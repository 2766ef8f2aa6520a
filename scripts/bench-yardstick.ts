// SPDX-License-Identifier: MIT
import { openSync, readSync } from 'node:fs'

/** Reads a file in pieces of 1 MiB, finds its line ends and decodes each line, and does nothing with them. */
const file = openSync(process.argv[2] as string, 'r')
const buffer = Buffer.alloc(1_048_576)
let carry = ''
let lines = 0
let letters = 0
for (;;) {
  const count = readSync(file, buffer, 0, buffer.length, null)
  if (count === 0) break
  const bytes = buffer.subarray(0, count)
  let start = 0
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    letters += (carry + bytes.toString('utf8', start, end)).length
    carry = ''
    lines++
    start = end + 1
  }
  carry += bytes.toString('utf8', start)
}
process.stdout.write(`${lines} ${letters}\n`)
