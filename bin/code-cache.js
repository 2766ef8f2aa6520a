// SPDX-License-Identifier: MIT
'use strict'
const fs = require('node:fs')
const { join } = require('node:path')
const { ownCacheFolder, sweepCache, writeCacheFile } = require('./cache-folder.js')

/** So many pieces of code are kept; those that were written first go first. */
const MOST = 48
const HEADER = 16

/** From here on a hash of the system is faster than one that is not compiled yet; who has so much code loads it anyway. */
const LARGE = 1 << 18

/** V8 runs damaged code without a look at it. */
const checksum = (bytes, isHashed) =>
  isHashed ? Number.parseInt(require('node:crypto').hash('sha1', bytes).slice(0, 8), 16) : wordSums(bytes)

/** Over 32-bit words, four sums side by side. */
const wordSums = (bytes) => {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
  let [a, b, c, d] = [1, 2, 3, bytes.length]
  const end = words.length & ~3
  for (let i = 0; i < end; i += 4) {
    a = (Math.imul(a, 31) + words[i]) | 0
    b = (Math.imul(b, 31) + words[i + 1]) | 0
    c = (Math.imul(c, 31) + words[i + 2]) | 0
    d = (Math.imul(d, 31) + words[i + 3]) | 0
  }
  for (let i = end; i < words.length; i++) a = (Math.imul(a, 31) + words[i]) | 0
  return (a ^ Math.imul(b, 7) ^ Math.imul(c, 17) ^ Math.imul(d, 29)) >>> 0
}

/** Short, for the name of a file alone: the whole key stands in the file. */
const nameOf = (key) => {
  let [a, b] = [0x811c9dc5, 5381]
  for (let i = 0; i < key.length; i++) {
    a = Math.imul(a ^ key.charCodeAt(i), 0x01000193)
    b = (Math.imul(b, 33) + key.charCodeAt(i)) | 0
  }
  return `${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}`
}

const padded = (key) => Buffer.from(key.padEnd((key.length + 7) & ~7), 'latin1')

/** The code that was kept under a key; undefined where there is none, or not whole. */
const read = (folder, key) => {
  try {
    const bytes = fs.readFileSync(join(folder, nameOf(key)))
    const head = padded(key)
    const code = bytes.subarray(HEADER + head.length)
    const isWhole =
      bytes.readUInt32LE(0) === bytes.length &&
      bytes.readUInt32LE(4) === head.length &&
      bytes.subarray(HEADER, HEADER + head.length).equals(head) &&
      bytes.readUInt32LE(12) < 2 &&
      bytes.readUInt32LE(8) === checksum(code, bytes.readUInt32LE(12) === 1)
    return isWhole ? code : undefined
  } catch {
    return undefined
  }
}

const write = (folder, key, code, isHashed) => {
  const head = padded(key)
  const bytes = Buffer.alloc(HEADER + head.length + code.length)
  bytes.writeUInt32LE(bytes.length, 0)
  bytes.writeUInt32LE(head.length, 4)
  bytes.writeUInt32LE(checksum(code, isHashed), 8)
  bytes.writeUInt32LE(isHashed ? 1 : 0, 12)
  head.copy(bytes, HEADER)
  code.copy(bytes, HEADER + head.length)
  writeCacheFile(folder, nameOf(key), (file) => fs.writeFileSync(file, bytes))
}

/**
 * What V8 made of scripts in earlier starts, functions that ran included (Node.js' own cache leaves them out). Null where it
 * would not be safe, or is not wanted; a start without it is slower and otherwise the same.
 */
exports.openCodeCache = (environment) => {
  const folder = environment.NODE_DISABLE_COMPILE_CACHE ? null : ownCacheFolder(environment, 'code')
  if (folder === null) return null
  return {
    read: (key) => read(folder, key),
    write: (entries) => {
      try {
        // Beside a large piece the small ones are hashed by the system as well, which is there by then.
        const isHashed = entries.some(([, code]) => code.length >= LARGE)
        for (const [key, code] of entries) write(folder, key, code, isHashed)
        sweepCache(folder, MOST)
      } catch {
        // A full disk, a file in the way: then the next start is as slow as this one.
      }
    },
  }
}
