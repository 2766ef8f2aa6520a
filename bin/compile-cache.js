// SPDX-License-Identifier: MIT
import { lstatSync, mkdirSync } from 'node:fs'
import module from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The user's own folder for caches, never the temporary folder that all users share. */
const cacheFolder = (environment) => {
  if (process.platform === 'win32')
    return environment.LOCALAPPDATA ? join(environment.LOCALAPPDATA, 'portwright') : null
  const base = environment.XDG_CACHE_HOME?.startsWith('/') ? environment.XDG_CACHE_HOME : join(homedir(), '.cache')
  return join(base, 'portwright')
}

/** Made by this user for this user alone: what others could write there would run as this user. */
const isOwn = (folder) => {
  const { uid, mode } = lstatSync(folder)
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o77) === 0)
}

/** Lets Node.js keep what it compiles, where that is safe; a start without it is slower and otherwise the same. */
export const useCompileCache = (environment = process.env) => {
  try {
    const folder = cacheFolder(environment)
    if (folder === null || environment.NODE_DISABLE_COMPILE_CACHE) return
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (lstatSync(folder).isDirectory() && isOwn(folder)) module.enableCompileCache?.(join(folder, 'code'))
  } catch {
    // No home, a full disk, a file in the way: then without.
  }
}
