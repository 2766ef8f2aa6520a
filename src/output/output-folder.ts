// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { unwritableReason } from '../diagnostics/unwritable-reason.ts'
import { releaseBytes } from '../formats/text/release-bytes.ts'
import type { OutputFile } from '../targets/target.ts'
import { giveUpMade } from './carry-entries.ts'
import { type Claim, claimOutput, removeParents } from './claim-output.ts'
import { outputFault } from './output-fault.ts'
import { outputPlace } from './output-place.ts'
import { endRun, type OutputWorld } from './output-run.ts'
import { foldersAbove, ownFiles } from './own-files.ts'
import { recoverRun } from './recover-output.ts'
import { planSwap, swapOutput } from './swap-output.ts'

/**
 * The output folder of a compile. Files are made in a folder beside it, which then takes its place whole:
 * whoever looks sees the old output or the new one, never a mixture.
 */
export interface OutputFolder {
  /** The bytes of a large file are gone afterwards. */
  readonly write: (file: OutputFile) => void
  readonly append: (path: string, text: string) => void
  /** Policies of the output that stands there now. */
  readonly policies: readonly string[]
  /** What recovery after an interruption had to say. */
  readonly notes: readonly Diagnostic[]
  /** Puts the new output in place. What others keep in the folder moves along. Errors: the old output stands; warnings: the new one. */
  readonly commit: () => readonly Diagnostic[]
  /** Leaves everything as it was. Does nothing after a commit. */
  readonly discard: () => void
}

export type OpenedOutput = { readonly output: OutputFolder } | { readonly refused: readonly Diagnostic[] }

/** Takes an output folder for one compile, after what interrupted ones left is put right. Or says why it cannot. */
export const openOutput = async (world: OutputWorld, given: string): Promise<OpenedOutput> => {
  const { files } = world
  try {
    const place = outputPlace(files, given)
    if ('code' in place) return { refused: [place] }
    const { folder } = place
    const claimed = await claimOutput(world, folder)
    if ('busy' in claimed) {
      const { owner, path } = claimed.busy
      const here = owner.machine === world.processes.machine
      return {
        refused: [outputFault(given, 'output-busy', { folder: given, process: owner.process, place: path, here })],
      }
    }
    return open(world, claimed.claim, folder, given)
  } catch (error) {
    return { refused: [unwritable(given, given, error)] }
  }
}

const open = (world: OutputWorld, claim: Claim, folder: string, given: string): OpenedOutput => {
  const { files } = world
  const { run } = claim
  const refuse = (refused: readonly Diagnostic[]): OpenedOutput => {
    files.removeAll(run.made)
    endRun(world, run)
    removeParents(world, claim.parents)
    return { refused }
  }
  try {
    const notes = claim.dead.flatMap((dead) => recoverRun(world, dead, folder, given))
    if (notes.some(({ severity }) => severity === 'error')) return refuse(notes)
    const place = outputPlace(files, given)
    if ('code' in place) return refuse([...notes, place])
    files.makeFolder(run.made)
    if (files.kind(folder) !== null) {
      try {
        files.copyOwner(folder, run.made)
      } catch {
        return refuse([...notes, outputFault(given, 'output-owner', { folder: given })])
      }
    }
    return { output: outputFolder(world, claim, folder, given, notes) }
  } catch (error) {
    return refuse([unwritable(given, given, error)])
  }
}

const outputFolder = (
  world: OutputWorld,
  { run, parents }: Claim,
  folder: string,
  given: string,
  notes: readonly Diagnostic[],
): OutputFolder => {
  const { files } = world
  const written = new Set<string>()
  let isOver = false
  const end = (keep: boolean): void => {
    isOver = true
    endRun(world, run)
    if (!keep) removeParents(world, parents)
  }
  const discard = (): void => {
    if (isOver) return
    let isClean = false
    try {
      isClean = giveUpMade(files, run, folder)
    } catch {
      // The next compile takes it away.
    }
    if (isClean) end(false)
    else world.processes.release(run.owner)
    isOver = true
  }
  return {
    write: (file) => {
      files.write(join(run.made, file.path), file.bytes)
      releaseBytes(file.bytes)
      written.add(file.path)
      // Whoever looks from another computer sees that somebody is at work.
      if (written.size % 50 === 0) files.touch(run.path)
    },
    append: (path, text) => files.append(join(run.made, path), text),
    // Only a partial compile asks for them, and the index of a large output takes a while to read.
    get policies() {
      return ownFiles(files, folder).policies
    },
    notes,
    commit: () => {
      const place = outputPlace(files, given)
      const plan = 'code' in place ? place : planSwap(files, run, folder, given, foldersAbove(written))
      const said = 'code' in plan ? [plan] : swapOutput(files, run, folder, given, plan)
      if (said.some(({ severity }) => severity === 'error')) discard()
      else end(true)
      return said
    },
    discard,
  }
}

/** What the system refuses while the output is made, as a diagnostic. Anything else is a fault of the program. */
export const unwritable = (given: string, path: string, error: unknown): Diagnostic => {
  const reason = unwritableReason(error)
  if (reason === null) throw error
  return outputFault(given, 'output-unwritable', { path, reason })
}
