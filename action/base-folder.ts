// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { Event } from './event.ts'
import type { World } from './world.ts'

/** The files of the base commit in a folder of their own; null, and why, where they cannot be had. */
export const baseFolder = (
  world: World,
  { base }: Event,
): { readonly folder: string } | { readonly missing: string } => {
  if (base === null) return { missing: 'This run has no commit to compare with.' }
  const folder = join(world.environment.RUNNER_TEMP ?? '/tmp', `portwright-base-${base}`)
  if (world.exists(folder)) return { folder }
  // Checkouts are shallow: the base is fetched by itself.
  const known = world.git('cat-file', '-e', `${base}^{commit}`).exit === 0
  const fetched = known ? null : world.git('fetch', '--no-tags', '--depth=1', 'origin', base)
  if (fetched !== null && fetched.exit !== 0)
    return { missing: `The base commit ${base} cannot be fetched: ${fetched.err.trim()}` }
  const added = world.git('worktree', 'add', '--detach', '--force', folder, base)
  return added.exit === 0 ? { folder } : { missing: `The base commit cannot be checked out: ${added.err.trim()}` }
}
