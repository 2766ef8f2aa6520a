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

/** A folder with the small estate, and an environment whose PATH begins with the built command. */
const place = (t: ExecutionContext): { readonly cwd: string; readonly env: NodeJS.ProcessEnv } => {
  const cwd = temporaryFolder(t)
  copyFileSync(join(ROOT, 'policies/examples/small/estate.yaml'), join(cwd, 'estate.yaml'))
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

const ASKED: readonly (readonly [string, string])[] = [
  ['can estate.yaml cm0', 'cm01.fabrikam.test'],
  ['preview estate.yaml --method pu', 'push'],
  ['compile estate.yaml --target gpo,wfw,net', 'gpo,wfw,netsh'],
]

scenario('bash completes a command line', (t) => {
  const lines = ASKED.map(([line]) => {
    const words = ['portwright', ...line.split(' ')]
    return `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _portwright; echo "\${COMPREPLY[*]}"`
  })
  const files = `COMP_WORDS=(portwright check est); COMP_CWORD=2; _portwright; echo "\${COMPREPLY[*]}"`
  const out = run(t, 'bash', ['--norc', '-c', ['source <(portwright completion bash)', ...lines, files].join('\n')])
  if (out !== null) t.deepEqual(out.trim().split('\n'), [...ASKED.map(([, word]) => word), 'estate.yaml'])
})

scenario('zsh completes a command line', (t) => {
  const lines = ASKED.map(([line]) => {
    const words = ['portwright', ...line.split(' ')]
    return `words=(${words.join(' ')}); CURRENT=${words.length}; _portwright`
  })
  // Its own machinery needs a terminal: what it is given is printed here.
  const around = 'compadd() { shift; print -rl -- "$@" }; compdef() { }; _files() { print -r -- FILES }'
  const files = 'words=(portwright check est); CURRENT=3; _portwright'
  const out = run(t, 'zsh', ['-f', '-c', [around, 'source <(portwright completion zsh)', ...lines, files].join('\n')])
  if (out !== null) t.deepEqual(out.trim().split('\n'), [...ASKED.map(([, word]) => word), 'FILES'])
})

scenario('fish completes a command line', (t) => {
  const lines = [...ASKED.map(([line]) => line), 'check est'].map((line) => `complete -C "portwright ${line}"`)
  const out = run(t, 'fish', ['--no-config', '-c', ['source (portwright completion fish | psub)', ...lines].join('\n')])
  if (out !== null) t.deepEqual(out.trim().split('\n'), [...ASKED.map(([, word]) => word), 'estate.yaml'])
})

scenario('PowerShell completes a command line', (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const lines = [...ASKED.map(([line]) => line), 'check est', 'can estate.yaml '].map(
    (line) => `(TabExpansion2 'portwright ${line}' ${line.length + 11}).CompletionMatches[0].CompletionText`,
  )
  const script = ['portwright completion powershell | Out-String | Invoke-Expression', ...lines].join('\n')
  const out = run(t, pwsh, [...PWSH_WORDS, '-Command', script])
  t.deepEqual(out?.trim().split('\n'), [
    'cm01.fabrikam.test',
    'push',
    "'gpo,wfw,netsh'",
    './estate.yaml',
    'cm01.fabrikam.test',
  ])
})
