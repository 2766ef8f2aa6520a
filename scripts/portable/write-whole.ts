// SPDX-License-Identifier: MIT
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

/** Writes a file beside its place and moves it there when all of it is on the disk: an interruption leaves the old one. */
export const writeWhole = (path: string, bytes: Uint8Array): void => {
  const beside = `${path}.${process.pid}.part`
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
