// SPDX-License-Identifier: MIT
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Takes away what builds left that were killed while they wrote this very file. */
const clearParts = (path: string): void => {
  for (const name of readdirSync(dirname(path))) {
    const number =
      name.startsWith(`${basename(path)}.`) && /^(\d+)\.part$/.exec(name.slice(basename(path).length + 1))?.[1]
    if (number && !isRunning(Number(number))) rmSync(join(dirname(path), name), { force: true })
  }
}

const isRunning = (number: number): boolean => {
  try {
    return process.kill(number, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Writes a file beside its place and moves it there when all of it is on the disk: an interruption leaves the old one. */
export const writeWhole = (path: string, bytes: Uint8Array): void => {
  const beside = `${path}.${process.pid}.part`
  clearParts(path)
  try {
    const file = openSync(beside, 'wx')
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
