// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'

const PREPARE = resolve(import.meta.dirname, '../../.ci/wine-prefix')

/**
 * Makes a wine prefix of the prepared one: its registry as a copy, its programs as they are. Those of `system32` that a
 * test brings itself stand in the place of wine's own.
 */
export const ownWinePrefix = (made: string, system32: Readonly<Record<string, string>> = {}): void => {
  const { status, stdout, stderr } = spawnSync('bash', [PREPARE], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`no wine prefix: ${stderr}`)
  const prepared = stdout.trim()
  mkdirSync(join(made, 'dosdevices'), { recursive: true })
  for (const name of ['system.reg', 'user.reg', 'userdef.reg', '.update-timestamp'])
    copyFileSync(join(prepared, name), join(made, name))
  symlinkSync('../drive_c', join(made, 'dosdevices/c:'))
  symlinkSync('/', join(made, 'dosdevices/z:'))
  // The folder for what is temporary lies there.
  cpSync(join(prepared, 'drive_c/users'), join(made, 'drive_c/users'), { recursive: true, verbatimSymlinks: true })
  const windows = join(made, 'drive_c/windows')
  linkAll(join(prepared, 'drive_c/windows'), windows, new Set(['system32']))
  linkAll(join(prepared, 'drive_c/windows/system32'), join(windows, 'system32'), new Set(Object.keys(system32)))
  for (const [name, path] of Object.entries(system32)) copyFileSync(path, join(windows, 'system32', name))
}

const linkAll = (from: string, to: string, but: ReadonlySet<string>): void => {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) if (!but.has(name)) symlinkSync(join(from, name), join(to, name))
}
