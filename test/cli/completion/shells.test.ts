// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { temporaryFolder } from '../../support/command-line.ts'
import { inTurn } from '../../support/in-turn.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { pwshEnvironment } from '../../support/powershell/pwsh-environment.ts'
import { PWSH_WORDS } from '../../support/powershell/pwsh-words.ts'
import { required, skip } from '../../support/shared.ts'

/** Each starts the command some times from another shell. */
const scenario = inTurn(test, 4)

const ROOT = resolve(import.meta.dirname, '../../..')

/** What shells take for something else, one after the other. */
const NAME = 'Büro d\'Or $1 "x"; y'

/** A folder with the small estate and one whose file and flow have names of several words, and an environment whose PATH begins with the built command. */
const place = (t: ExecutionContext): { readonly cwd: string; readonly env: NodeJS.ProcessEnv } => {
  const cwd = temporaryFolder(t)
  copyFileSync(join(ROOT, 'policies/examples/small/estate.yaml'), join(cwd, 'estate.yaml'))
  const flow = JSON.stringify({ name: NAME, from: 'a', to: 'b' })
  writeFileSync(join(cwd, 'my estate.yaml'), `name: a\nproduct: cmcb\nflows:\n  - ${flow}\n`)
  const command = join(cwd, 'portwright')
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'bin/portwright.js')}" "$@"\n`)
  chmodSync(command, 0o755)
  return { cwd, env: { ...pwshEnvironment(), PATH: `${cwd}:${process.env.PATH}`, HOME: cwd } }
}

const run = (t: ExecutionContext, shell: string, words: readonly string[]): string | null => {
  const { cwd, env } = place(t)
  const ran = spawnSync(shell, words, { cwd, env, encoding: 'utf8' })
  if (ran.error !== undefined) {
    if (required(t, shell)) t.fail(`${shell} is required and not on the PATH`)
    skip(t, `${t.title}: ${shell} is not on the PATH`)
    return null
  }
  t.is(ran.stderr, '')
  return ran.stdout
}

const ASKED: readonly (readonly [line: string, word: string])[] = [
  ['can estate.yaml cm0', 'cm01.fabrikam.test'],
  ['preview estate.yaml --method pu', 'push'],
  ['compile estate.yaml --target gpo,wfw,net', 'gpo,wfw,netsh'],
  ['explain ~/estate.yaml works', 'workstations'],
]
const SINGLE = "'Büro d'\\''Or $1 \"x\"; y'"

/** Lines with names of several words, and what bash puts in the place of the last word, or of its part behind a `=`. */
const IN_BASH: readonly (readonly [line: string, typed: string, word: string])[] = [
  ...ASKED.map(([line, word]) => [line, line.split(' ').at(-1) as string, word] as const),
  ['compile estate.yaml --target=gpo,nets', 'gpo,nets', 'gpo,netsh'],
  ['explain my\\ estate.yaml Bü', 'Bü', 'Büro\\ d\\\'Or\\ \\$1\\ \\"x\\"\\;\\ y'],
  [`explain 'my estate.yaml' "Bü`, 'Bü', 'Büro d\'Or \\$1 \\"x\\"; y'],
  [`explain "my estate.yaml" 'Bü`, 'Bü', SINGLE.slice(1, -1)],
  ['check est', 'est', 'estate.yaml'],
  ['check "my', 'my', 'my estate.yaml'],
]

scenario('bash completes a command line', (t) => {
  const lines = IN_BASH.map(([line, typed]) => {
    const whole = `'${`portwright ${line}`.replaceAll("'", "'\\''")}'`
    return `COMP_LINE=${whole}; COMP_POINT=\${#COMP_LINE}; _portwright portwright '${typed}' x; printf '%s\\n' "\${COMPREPLY[@]}"`
  })
  const out = run(t, 'bash', ['--norc', '-c', ['source <(portwright completion bash)', ...lines].join('\n')])
  if (out !== null)
    t.deepEqual(
      out.trim().split('\n'),
      IN_BASH.map(([, , word]) => word),
    )
})

scenario('zsh completes a command line', (t) => {
  const asked = [
    ...ASKED.map(([line, word]) => [line.split(' '), line.split(' ').at(-1) as string, '', word] as const),
    [['explain', '"my\\ estate.yaml"', 'Bü'], 'Bü', '', NAME],
    [['explain', `"'my estate.yaml'"`, `"'Büro d"`], 'Büro d', "\\'", NAME],
    [['explain', '"my\\ estate.yaml"', '"B\\""'], '"Büro\\\\ d"', '', NAME],
    [['check', 'est'], 'est', '', 'FILES'],
  ] as const
  const lines = asked.map(
    ([words, prefix, quote]) =>
      `words=(portwright ${words.join(' ')}); CURRENT=${words.length + 1}; PREFIX=${prefix.includes(' ') && !prefix.startsWith('"') ? `'${prefix}'` : prefix}; compstate[quote]=${quote}; _portwright`,
  )
  // Its own machinery needs a terminal: what it is given is printed here.
  const around = `typeset -A compstate; compset() { }; compdef() { }; _files() { print -r -- FILES }
compadd() { while [[ $1 != -- ]] shift; shift; print -rl -- "$@" }`
  const out = run(t, 'zsh', ['-f', '-c', [around, 'source <(portwright completion zsh)', ...lines].join('\n')])
  if (out !== null)
    t.deepEqual(
      out.trim().split('\n'),
      asked.map(([, , , word]) => word),
    )
})

scenario('fish completes a command line', (t) => {
  const asked = [
    ...ASKED,
    ['compile estate.yaml --target=gpo,nets', '--target=gpo,netsh'],
    ['explain my\\\\ estate.yaml Bü', NAME],
    [`explain 'my estate.yaml' \\"Bü`, NAME],
    [`explain 'my estate.yaml' 'Bü`, NAME],
    ['check est', 'estate.yaml'],
    ['check my', 'my estate.yaml'],
  ] as const
  const lines = asked.map(([line]) => `complete -C "portwright ${line}"`)
  const out = run(t, 'fish', ['--no-config', '-c', ['source (portwright completion fish | psub)', ...lines].join('\n')])
  if (out !== null)
    t.deepEqual(
      out.trim().split('\n'),
      asked.map(([, word]) => word),
    )
})

scenario('PowerShell completes a command line', (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const name = "'Büro d''Or $1 \"x\"; y'"
  const asked = [
    ['can estate.yaml cm0', 'cm01.fabrikam.test'],
    ['preview estate.yaml --method pu', 'push'],
    ['compile estate.yaml --target gpo,wfw,net', "'gpo,wfw,netsh'"],
    ['compile estate.yaml --target=gpo,nets', "'--target=gpo,netsh'"],
    ['explain ~/estate.yaml works', 'workstations'],
    ["explain 'my estate.yaml' Bü", name],
    ["explain 'my estate.yaml' 'Büro d''O", name],
    ['explain my` estate.yaml "Bü', name],
    ['check est', './estate.yaml'],
    ['check my', "'./my estate.yaml'"],
    ['can estate.yaml ', 'cm01.fabrikam.test'],
  ] as const
  const lines = asked.map(
    ([line]) =>
      `(TabExpansion2 '${`portwright ${line}`.replaceAll("'", "''")}' ${line.length + 11}).CompletionMatches[0].CompletionText`,
  )
  const script = ['portwright completion powershell | Out-String | Invoke-Expression', ...lines].join('\n')
  const out = run(t, pwsh, [...PWSH_WORDS, '-Command', script])
  t.deepEqual(
    out?.trim().split('\n'),
    asked.map(([, word]) => word),
  )
})
