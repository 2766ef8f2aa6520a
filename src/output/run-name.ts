// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'

/** Who runs: told by the name of the run's folder, so that nobody ever sees a run without its owner. */
export interface RunOwner {
  readonly process: number
  /** When the process started, in the system's own count; tells it from a later one of the same number. `0`: unknown. */
  readonly started: string
  /** Computer and container, as eight digits. */
  readonly machine: string
  readonly nonce: string
}

const LONGEST = 180

/** The part of the names that all runs for an output folder share. Longer names than a system takes are told by a hash. */
const prefixOf = (folder: string): string => {
  const name = basename(folder)
  const short = Buffer.byteLength(name) <= LONGEST ? name : createHash('sha256').update(name).digest('hex').slice(0, 32)
  return `.${short}.portwright-`
}

/** The folder of a run: beside the output, so that one rename leads from one to the other. */
export const runFolder = (folder: string, { process, started, machine, nonce }: RunOwner): string =>
  join(dirname(folder), `${prefixOf(folder)}${process}-${started}-${machine}-${nonce}`)

/** The owner that a name beside an output folder tells; null where it is no run for that folder. */
export const parseRunName = (folder: string, name: string): RunOwner | null => {
  const prefix = prefixOf(folder)
  if (!name.startsWith(prefix)) return null
  const match = /^(\d+)-(\d+)-([0-9a-f]{8})-([0-9a-f]{8})$/.exec(name.slice(prefix.length))
  return match === null
    ? null
    : {
        process: Number(match[1]),
        started: match[2] as string,
        machine: match[3] as string,
        nonce: match[4] as string,
      }
}
