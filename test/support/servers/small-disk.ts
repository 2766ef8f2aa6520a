// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { skip } from '../shared.ts'

/** A file system of half a megabyte over a folder; null, with a visible word, where nobody may mount one. */
export const smallDisk = (
  t: ExecutionContext,
  folder: string,
): { readonly fill: () => void; readonly free: () => void } | null => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    skip(t, 'a file system of its own cannot be mounted here')
    return null
  }
  t.teardown(() => {
    execFileSync('umount', ['--lazy', folder])
  })
  return {
    fill: () => {
      try {
        for (let number = 0; ; number++) writeFileSync(join(folder, `fill${number}`), Buffer.alloc(4_096))
      } catch {
        // There is no room for more.
      }
    },
    free: () => {
      for (const name of readdirSync(folder)) if (name.startsWith('fill')) rmSync(join(folder, name))
    },
  }
}
