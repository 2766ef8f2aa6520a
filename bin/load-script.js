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

/** What decides about the functions that run: the command, its options and the kinds of the files, and no name of anything. */
const wayOf = (words) =>
  words.flatMap((word, index) => {
    if (words[index - 1] === '--target' || word.startsWith('--target=')) return word.slice(0, 200)
    if (word.startsWith('-')) return word.split('=', 1)
    return index === 0 && /^[a-z]{1,20}$/.test(word) ? word : extname(word).slice(0, 12)
  })

/** The text of a script of ASCII characters within what Node.js puts around one, copied once. */
const textOf = (path, facts) => {
  const bytes = Buffer.allocUnsafeSlow(BEFORE.length + facts.size + AFTER.length)
  bytes.write(BEFORE, 0, 'latin1')
  const file = fs.openSync(path, 'r')
  try {
    let done = 0
    while (done < facts.size) {
      const count = fs.readSync(file, bytes, BEFORE.length + done, facts.size - done, done)
      if (count === 0) throw new Error(`${path} is shorter than it was`)
      done += count
    }
  } finally {
    fs.closeSync(file)
  }
  bytes.write(AFTER, BEFORE.length + facts.size, 'latin1')
  return bytes.latin1Slice()
}

/** Runs the program, and what it requires beside it, from the code that earlier starts have kept. */
exports.loadScript = (main, words) => {
  const cache = openCodeCache(process.env)
  const way = wayOf(words)
  const fresh = new Map()
  const loaded = new Map()
  const load = (path) => {
    const known = loaded.get(path)
    if (known !== undefined) return known.exports
    const facts = fs.statSync(path)
    const text = textOf(path, facts)
    const mark = text.slice(BEFORE.length, BEFORE.length + MARK)
    const { version, arch, execArgv } = process
    const key = JSON.stringify([version, arch, execArgv, way, path, facts.size, facts.mtimeMs, mark]).replace(
      /[^ -~]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    const cachedData = cache?.read(key)
    const script = new vm.Script(text, { filename: path, cachedData })
    if (cachedData === undefined || script.cachedDataRejected) fresh.set(key, script)
    const module = { exports: {} }
    loaded.set(path, module)
    const folder = dirname(path)
    const from = (name) => (name.startsWith('./') ? load(join(folder, name)) : require(name))
    script.runInThisContext().call(module.exports, module.exports, from, module, path, folder)
    return module.exports
  }
  if (cache !== null)
    process.on('exit', (code) => {
      // What was interrupted or failed has not run what others will.
      if (code < 4 && fresh.size > 0) cache.write([...fresh].map(([key, script]) => [key, script.createCachedData()]))
    })
  load(main)
}
