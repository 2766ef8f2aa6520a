// SPDX-License-Identifier: MIT
import { dirname } from 'node:path'
import { endRun, isLive, newRun, type OutputRun, type OutputWorld, runsFor } from './output-run.ts'

export interface Claim {
  readonly run: OutputRun
  /** Runs whose owners are gone; nobody but us looks after them now. */
  readonly dead: readonly OutputRun[]
  /** Folders above the output that did not exist, the topmost first. */
  readonly parents: readonly string[]
}

/** How often a second compile asks whether the first is done: about a minute in all. */
const ATTEMPTS = 600

/**
 * Takes the output folder for one compile. Each makes a folder of its own first and looks who else has one then, so of two
 * at least one sees the other, and whoever sees a living one steps back: never do two hold it. A dead owner's folder blocks
 * nobody, and since no name comes twice, taking it away takes nothing from anybody else.
 * Gives the living run that it could not outlast.
 */
export const claimOutput = async (
  world: OutputWorld,
  folder: string,
  attempts: number = ATTEMPTS,
): Promise<{ readonly claim: Claim } | { readonly busy: OutputRun }> => {
  const parents: string[] = []
  let busy: OutputRun | null = null
  for (let attempt = 0; attempt < attempts || busy === null; attempt += 1) {
    if (attempt > 0) await world.processes.wait(50 + Math.floor(world.processes.random() * 100))
    const run = makeRun(world, folder, parents)
    const others = runsFor(world.files, folder).filter(({ path }) => path !== run.path)
    const live = others.find((other) => isLive(world, other))
    if (live === undefined) return { claim: { run, dead: others, parents } }
    busy = live
    endRun(world, run)
  }
  removeParents(world, parents)
  return { busy }
}

/** Another run may take away a folder above the output that it had made, at the very moment. */
const makeRun = (world: OutputWorld, folder: string, parents: string[]): OutputRun => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      makeParents(world, dirname(folder), parents)
      return newRun(world, folder)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (attempt === 20 || (code !== 'ENOENT' && code !== 'EEXIST')) {
        removeParents(world, parents)
        throw error
      }
    }
  }
}

/** Step by step: a recursive call never ends where a parent that exists answers that there is no such folder (/proc). */
const makeParents = (world: OutputWorld, path: string, parents: string[]): void => {
  if (world.files.kind(path) !== null) return
  const above = dirname(path)
  if (above !== path) makeParents(world, above, parents)
  world.files.makeFolder(path)
  if (!parents.includes(path)) parents.push(path)
}

/** Of a compile that wrote nothing: as far as nobody else has put something there. */
export const removeParents = ({ files }: OutputWorld, parents: readonly string[]): void => {
  for (const path of [...parents].reverse()) {
    try {
      files.removeFolder(path)
    } catch {
      return
    }
  }
}
