// SPDX-License-Identifier: MIT
import { atTheEnd, everyRule } from '../formats/rule/rule-steps.ts'
import type { OutputFile } from '../targets/target.ts'
import { FORMATS } from './formats.ts'
import type { ReadResult } from './read-result.ts'
import { refusedFile } from './refused-file.ts'
import { readBefore, type StartedRead } from './started-read.ts'

/** Reads a file, or the files of a folder, of whatever kind they show themselves to be; null if they are of no kind we know. */
export const readArtifact = async (files: readonly OutputFile[], isFolder: boolean): Promise<ReadResult | null> => {
  const started = await startReading(files, isFolder)
  return started === null ? null : { format: started.format, ...atTheEnd(started.steps) }
}

/** The same rule by rule. */
export const startReading = async (files: readonly OutputFile[], isFolder: boolean): Promise<StartedRead | null> => {
  const format = FORMATS.find((one) => one.folder === isFolder && one.fits(files))
  if (format === undefined) return null
  for (const { bytes } of files) {
    const excess = format.excess?.(bytes) ?? null
    if (excess !== null) throw refusedFile(excess)
  }
  if ('start' in format) {
    const started = await format.start(files)
    return { format: started.format, steps: everyRule(started.steps) }
  }
  const { format: name, ...read } = await format.read(files)
  return { format: name, steps: readBefore(read) }
}
