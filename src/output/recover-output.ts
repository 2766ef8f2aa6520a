// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { giveUpMade } from './carry-entries.ts'
import { outputFault } from './output-fault.ts'
import { endRun, nameOf, type OutputRun, type OutputWorld } from './output-run.ts'
import { sweepOld } from './sweep-old.ts'

/** Finishes or takes back what a compile left that was interrupted. Only a compile that holds the output does this. */
export const recoverRun = (
  world: OutputWorld,
  run: OutputRun,
  folder: string,
  given: string,
): readonly Diagnostic[] => {
  const { files } = world
  const place = (name: string): string => join(given, '..', nameOf(run), name)
  const stuck = (name: string): readonly Diagnostic[] => [
    outputFault(given, 'output-interrupted', { folder: given, place: place(name) }),
  ]
  const isMade = files.kind(run.made) !== null
  if (files.kind(run.old) === null) {
    // Before the swap: the old output stands, and gets back what was on its way.
    if (isMade && !giveUpMade(files, run, folder)) return stuck('new')
  } else if (isMade) {
    // Between the two renamings: the new output is whole and holds what was carried.
    if (files.kind(folder) === 'folder' && files.list(folder).length === 0) files.removeFolder(folder)
    if (files.kind(folder) !== null) return stuck('old')
    files.rename(run.made, folder)
  }
  const left = files.kind(run.old) === null ? [] : sweepOld(files, run.old, folder)
  endRun(world, run)
  return left.length === 0
    ? []
    : [outputFault(given, 'output-left', { paths: left.map((path) => join(given, path)), place: place('old') })]
}
