// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process'
import type { ExecutionContext } from 'ava'
import { corpus, corpusFiles } from '../../support/corpus.ts'

const STRING = /^[vV]\d{1,3}\.\d{1,3}\|([^|=]+=[^|]*\|)+$/

/** Every UTF-16 text in a binary file that looks like a rule string: hives and registry.pol hold them as they are. */
const ruleStringsIn = (bytes: Uint8Array): readonly string[] => {
  const buffer = Buffer.from(bytes)
  const found: string[] = []
  for (const version of ['v', 'V']) {
    const start = Buffer.from(version, 'utf16le')
    for (let at = buffer.indexOf(start); at >= 0; at = buffer.indexOf(start, at + 2)) {
      const dot = buffer[at + 4]
      if (dot !== 0x2e && buffer[at + 6] !== 0x2e) continue
      let end = at
      while (end + 1 < buffer.length && (buffer[end] !== 0 || buffer[end + 1] !== 0)) end += 2
      const text = buffer.toString('utf16le', at, end)
      if (STRING.test(text)) found.push(text)
    }
  }
  return found
}

/** Rule strings that Windows' own programs wrote: exports and Group Policy. */
export const exportedStrings = (t: ExecutionContext): readonly string[] | null => {
  const exports = corpusFiles(t, 'wfw', /\.wfw$/)
  const policies = exports === null ? null : corpusFiles(t, 'gpo', /\.pol$/)
  return exports === null || policies === null
    ? null
    : [...exports, ...policies].flatMap(({ bytes }) => ruleStringsIn(bytes))
}

/** All values of a regedit export that start like a rule string, the service rules inside Windows among them. */
export const regeditStrings = (t: ExecutionContext): readonly string[] | null => {
  const files = corpusFiles(t, 'reg', /\.reg$/)
  return files === null
    ? null
    : files.flatMap(({ bytes }) =>
        [...new TextDecoder('utf-16le').decode(bytes).matchAll(/^"(?:[^"\\]|\\.)*"="([vV]\d(?:[^"\\]|\\.)*)"/gm)].map(
          (match) => (match[1] as string).replace(/\\(.)/g, '$1'),
        ),
      )
}

/** Those of a SYSTEM hive, whose service rules are the loosest. */
export const hiveStrings = (t: ExecutionContext): readonly string[] | null => {
  const path = corpus(t, 'hive/win7-SYSTEM.xz')
  return path === null ? null : ruleStringsIn(execFileSync('xz', ['-dc', path], { maxBuffer: 256 * 1024 * 1024 }))
}
