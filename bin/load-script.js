// SPDX-License-Identifier: MIT
'use strict'
const fs = require('node:fs')
const { extname, join, dirname } = require('node:path')
const vm = require('node:vm')
const { openCodeCache } = require('./code-cache.js')

const BEFORE = '(function (exports, require, module, __filename, __dirname) {'
const AFTER = '\n})'
/** The build writes a hash of the script into its first line. */
const MARK = 80
const COMMA = 44

/** What decides about the functions that run: the command, its options and the kinds of the files, and no name of anything. */
const wayOf = (words) =>
  words.flatMap((word, index) => {
    if (words[index - 1] === '--target' || word.startsWith('--target=')) return word.slice(0, 200)
    if (word.startsWith('-')) return word.split('=', 1)
    return index === 0 && /^[a-z]{1,20}$/.test(word) ? word : extname(word).slice(0, 12)
  })

/** Fills a part of `bytes` with what a file has from a place on. */
const fill = (file, bytes, start, end, from) => {
  for (let at = start; at < end; ) {
    const count = fs.readSync(file, bytes, at, end - at, from + at - start)
    if (count === 0) throw new Error('a script is shorter than it was')
    at += count
  }
}

/** The text of a script of ASCII characters within what Node.js puts around one, copied once; of some places of it alone as a list. */
const textOf = (path, size, pieces) => {
  const [before, places, after] =
    pieces === null ? [BEFORE, [[0, size]], AFTER] : [`${BEFORE}module.exports=[`, pieces, `]${AFTER}`]
  const length = places.reduce((sum, [start, end]) => sum + end - start + 1, before.length + after.length - 1)
  const bytes = Buffer.allocUnsafeSlow(length)
  const file = fs.openSync(path, 'r')
  let mark
  try {
    let at = bytes.write(before, 0, 'latin1')
    for (const [start, end] of places) {
      if (at > before.length) bytes[at++] = COMMA
      fill(file, bytes, at, at + end - start, start)
      at += end - start
    }
    bytes.write(after, at, 'latin1')
    const first = Buffer.allocUnsafe(MARK)
    fill(file, first, 0, MARK, 0)
    mark = first.latin1Slice()
  } finally {
    fs.closeSync(file)
  }
  return { text: bytes.latin1Slice(), mark }
}

/** Runs the program, and what it requires beside it, from the code that earlier starts have kept. */
exports.loadScript = (main, words) => {
  const cache = openCodeCache(process.env)
  const way = wayOf(words)
  const fresh = new Map()
  const loaded = new Map()
  const run = (path, module, pieces, hash = '') => {
    const { size, mtimeMs } = fs.statSync(path)
    const { text, mark } = textOf(path, size, pieces)
    if (!mark.includes(hash)) throw new Error('it was replaced while it ran')
    const { version, arch, execArgv } = process
    const key = JSON.stringify([version, arch, execArgv, way, path, size, mtimeMs, mark, pieces?.join()]).replace(
      /[^ -~]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    const cachedData = cache?.read(key)
    const script = new vm.Script(text, { filename: path, cachedData })
    if (cachedData === undefined || script.cachedDataRejected) fresh.set(key, script)
    const folder = dirname(path)
    const from = (name) => (name.startsWith('./') ? load(join(folder, name)) : require(name))
    // Some places of a script that is a list, as one script of its own; of the very script that has this hash.
    from.pieces = (name, places, hash) => run(join(folder, name), { exports: {} }, places, hash)
    script.runInThisContext().call(module.exports, module.exports, from, module, path, folder)
    return module.exports
  }
  const load = (path) => {
    const known = loaded.get(path)
    if (known !== undefined) return known.exports
    const module = { exports: {} }
    loaded.set(path, module)
    return run(path, module, null)
  }
  if (cache !== null)
    process.on('exit', (code) => {
      // What was interrupted or failed has not run what others will.
      if (code < 4 && fresh.size > 0) cache.write([...fresh].map(([key, script]) => [key, script.createCachedData()]))
    })
  load(main)
}
