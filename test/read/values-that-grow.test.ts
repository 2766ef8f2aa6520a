// SPDX-License-Identifier: MIT
import test from 'ava'
import { portwright } from '../support/command-line.ts'

const ROUNDS = 60

/** Each line doubles the value of the line before: written out, the last one would fill any memory. */
const SCRIPTS: readonly (readonly [name: string, text: string])[] = [
  [
    'texts',
    `$a='x'\n${'$a="$a$a"\n'.repeat(ROUNDS)}New-NetFirewallRule -DisplayName $a -Direction Inbound -LocalPort 1 -Protocol TCP\n`,
  ],
  [
    'sums',
    `$a='x'\n${'$a=$a+$a\n$a+=$a\n'.repeat(ROUNDS)}New-NetFirewallRule -DisplayName $a -Direction Inbound -LocalPort 1 -Protocol TCP\n`,
  ],
  [
    'lists',
    `$a=@(1,2)\n${'$a=$a+$a\n$a=@($a;$a)\n$a+=$a\n'.repeat(ROUNDS)}New-NetFirewallRule -DisplayName b -Direction Inbound -LocalPort $a -Protocol TCP\n`,
  ],
  [
    'batch variables',
    `@echo off\nset a=x\n${'set a=%a%%a%\n'.repeat(ROUNDS)}netsh advfirewall firewall add rule name=%a% dir=in action=allow\n`,
  ],
]

test('a value that doubles with each line of a script is one that only a run would tell', async (t) => {
  for (const [name, text] of SCRIPTS) {
    const { exit, out, err } = await portwright(['read', '-', '--json'], text)
    t.is(exit, 0, `${name}: ${err}`)
    const { rules, losses } = JSON.parse(out) as {
      readonly rules: readonly unknown[]
      readonly losses: readonly unknown[]
    }
    t.deepEqual([rules.length, losses.length], [0, 1], name)
  }
})
