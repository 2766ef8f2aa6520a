// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { Command } from 'commander'
import { COMMANDS } from '../../src/cli/commands.ts'
import type { DefineCommand } from '../../src/cli/define-command.ts'
import { fencesOf } from '../support/docs/page.ts'
import { QUIET_STREAMS } from '../support/quiet-streams.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const pages = (folder: string, ending: RegExp): readonly (readonly [string, string])[] =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .map((path) => join(folder, String(path)))
    .filter((path) => ending.test(path))
    .map((path) => [path, readFileSync(join(ROOT, path), 'utf8').replaceAll('\r\n', '\n')])

const PAGES = [...pages('docs', /\.md$/), ['README.md', readFileSync(join(ROOT, 'README.md'), 'utf8')] as const]

/** Lines that somebody may type, of blocks. */
const typedIn = (markdown: string): readonly string[] =>
  fencesOf(markdown)
    .filter(({ language }) => ['', 'console', 'powershell', 'sh'].includes(language))
    .flatMap(({ text }) => text.split('\n'))

/** What the text itself names. */
const namedIn = (markdown: string): readonly string[] =>
  [...markdown.replaceAll(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)

let defined: readonly DefineCommand[] = []
test.before(async () => {
  defined = await Promise.all(Object.values(COMMANDS).map((load) => load()))
})

const programOf = (): Command => {
  const program = new Command('portwright')
  for (const define of defined) define(program, QUIET_STREAMS, () => undefined)
  return program
}

/** Commander's complaint about a command line; null where it would run. */
const complaint = (words: readonly string[]): string | null => {
  const program = programOf()
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
  program.version('')
  for (const command of program.commands) {
    command.exitOverride().option('--quiet').option('--verbose').option('--no-color').helpOption('-h, --help')
    command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    command.action(() => undefined)
  }
  try {
    program.parse(words, { from: 'user' })
    return null
  } catch (error) {
    const { code, message } = error as { readonly code: string; readonly message: string }
    return code === 'commander.helpDisplayed' || code === 'commander.version' ? null : message
  }
}

test('every command line on the pages is one that the command takes', (t) => {
  let tried = 0
  for (const [page, text] of PAGES) {
    const named = new Set(namedIn(text))
    for (const line of [...typedIn(text), ...named]) {
      // What stands behind two blanks, a bar or a sign of a comment is no part of it.
      const [, words = ''] =
        /(?:^|\| |\$ |-- )portwright ([a-z-].*?)(?:\s{2,}.*|\s+(?:[#|>]|&&).*|\s*…?)$/.exec(line.trim()) ?? []
      if (words === '' || /[[\]]|^COMMAND/.test(words)) continue
      const all = words
        .replaceAll(/ < \S+/g, '')
        .replaceAll('…', '')
        .split(/\s+/)
        .filter((word) => word !== '')
      // A command named alone is a name, no line to type.
      if (all.length === 1 && !all[0]?.startsWith('-')) {
        t.true(Object.hasOwn(COMMANDS, all[0] ?? ''), `${page}: ${line}`)
        continue
      }
      tried += 1
      const found = complaint(all)
      // The text may name a command with an option and without what it is about.
      if (!named.has(line) || !found?.includes('missing required argument')) t.is(found, null, `${page}: ${line}`)
    }
  }
  t.true(tried > 30, `${tried} lines`)
})

test('every parameter that the pages give a script is one that it has', (t) => {
  const scripts = [...pages('templates', /\.hbs$/), ...pages('scripts', /\.ps1$/)]
  const known = new Set(
    scripts.flatMap(([, text]) =>
      [...text.matchAll(/\[[^\]\n]+\]\s*\$(\w+)/g)].map(([, name = '']) => name.toLowerCase()),
    ),
  )
  for (const common of ['WhatIf', 'Confirm', 'Verbose', 'File', 'ErrorAction']) known.add(common.toLowerCase())
  let tried = 0
  for (const [page, text] of PAGES) {
    for (const line of [...typedIn(text), ...namedIn(text)]) {
      const [, given = ''] = /^(?:PS> )?(?:& )?\S*\.ps1\b(.*)$/.exec(line.trim()) ?? []
      for (const [, name = ''] of given.replace(/[|})].*/, '').matchAll(/\s-([A-Za-z]\w*)/g)) {
        tried += 1
        t.true(known.has(name.toLowerCase()), `${page}: ${line}: -${name}`)
      }
    }
  }
  t.true(tried > 20, `${tried} parameters`)
})
