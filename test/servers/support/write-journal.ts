// SPDX-License-Identifier: MIT
import { runJournal } from '../../../src/cli/run-journal.ts'

/** `node write-journal.ts FILE HASH new|resumed HOST…`: a run that applies each host; says which it began and which it ended. */
const [path = '', hash = '', how = '', ...hosts] = process.argv.slice(2)
const journal = runJournal(path, hash, () => undefined)
// A full disk is an error to the program, as it is where no shell set the limit.
process.on('SIGXFSZ', () => undefined)
journal.open()
journal.note({ event: 'start', estate: 'loop', mode: 'apply', resumed: how === 'resumed', hosts })
for (const host of hosts) {
  if (journal.isBroken()) break
  console.log(`begun ${host}`)
  journal.note({ event: 'step', host, step: 'change' })
  journal.note({ event: 'host', host, state: 'applied', error: null })
  if (!journal.isBroken()) console.log(`ended ${host}`)
}
journal.note({ event: 'end', interrupted: journal.isBroken() })
journal.close()
