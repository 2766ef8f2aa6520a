// SPDX-License-Identifier: MIT
'use strict'
const fs = require('node:fs')
const { dirname, join } = require('node:path')

/** The user's own folder for caches, never the temporary folder that all users share. */
const folderOf = (environment) => {
  if (process.platform === 'win32')
    return environment.LOCALAPPDATA ? join(environment.LOCALAPPDATA, 'portwright') : null
  const base = environment.XDG_CACHE_HOME?.startsWith('/')
    ? environment.XDG_CACHE_HOME
    : join(environment.HOME || require('node:os').homedir(), '.cache')
  return join(base, 'portwright')
}

/** With what it stands in. Node.js' own way of it never ends below a folder such as /proc, where nothing can be made. */
const makeFolder = (folder) => {
  if (fs.existsSync(folder)) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  fs.mkdirSync(folder, { mode: 0o700 })
}

/** Made by this user for this user alone: what others could write there would be believed by this user. */
const isOwn = (folder) => {
  const facts = fs.lstatSync(folder)
  return (
    facts.isDirectory() &&
    (process.getuid === undefined || (facts.uid === process.getuid() && (facts.mode & 0o77) === 0))
  )
}

/** A folder of this name among the caches, made where it is missing; null where it would not be safe. */
exports.ownCacheFolder = (environment, name) => {
  try {
    const own = folderOf(environment)
    if (own === null) return null
    const folder = join(own, name)
    if (!fs.existsSync(folder)) {
      makeFolder(own)
      if (isOwn(own)) fs.mkdirSync(folder, { mode: 0o700 })
    }
    return isOwn(own) ? folder : null
  } catch {
    // No home, a file in the way: then without.
    return null
  }
}

/** Whole or not at all, whoever else writes it at the same time. `write` fills an open file. */
exports.writeCacheFile = (folder, name, write) => {
  const path = join(folder, name)
  const made = `${path}.${process.pid}`
  try {
    const file = fs.openSync(made, 'wx', 0o600)
    try {
      write(file)
    } finally {
      fs.closeSync(file)
    }
    fs.renameSync(made, path)
  } finally {
    fs.rmSync(made, { force: true })
  }
}

/** So many files stay; those that were written first go first. */
exports.sweepCache = (folder, most) => {
  const files = fs.readdirSync(folder).map((name) => join(folder, name))
  if (files.length <= most) return
  const times = new Map(files.map((path) => [path, fs.statSync(path).mtimeMs]))
  files.sort((a, b) => times.get(b) - times.get(a))
  for (const path of files.slice(most)) fs.rmSync(path, { force: true })
}
