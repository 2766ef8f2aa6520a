// SPDX-License-Identifier: MIT
import test from 'ava'
import { checkPowerShell } from '../../../src/formats/powershell/check-powershell.ts'
import { scriptBytes } from '../../../src/formats/powershell/script-bytes.ts'

const BALANCED = [
  '',
  '$a = \'it\'\'s\' + ‘one‘‘ more’ + "two ""quotes"" `" and $(Get-Date -Format \'yyyy\')"',
  '# it is \'open"\n<# so\n is \'this" #>\n$x = @{ a = @(1, 2) }',
  "@'\nit's 'open \" $(\n'@\n",
  '@"\n$(if ($true) { "}" }) `$( "\n"@\n',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of PowerShell
  'Get-Item `\n  -Path ${a b}; [regex]::Match("a", "(") # x',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of PowerShell
  '"${name}: $value"',
]
const BROKEN: readonly (readonly [string, number, number])[] = [
  ["$a = 'open", 1, 6],
  ['$a = ‘open', 1, 6],
  ['"open $(', 1, 8],
  ["'a’‘b'\n'", 2, 1],
  ['<# open', 1, 1],
  ['foo {\n (]', 2, 3],
  [')', 1, 1],
  ["@'\nx '@", 1, 1],
  ["@' x\n'@", 1, 1],
  ['a#b', 1, 2],
  ['cmd --% "', 1, 5],
  ['a\0', 1, 2],
]

test('balanced text passes', (t) => {
  for (const text of BALANCED) t.deepEqual(checkPowerShell(text), [], text)
})

test('what is open at the end or closes nothing is found where it starts', (t) => {
  for (const [text, line, column] of BROKEN) {
    const [fault] = checkPowerShell(text)
    t.deepEqual([fault?.line, fault?.column], [line, column], text)
  }
})

test('a long script has the bytes of a short one, line for line', (t) => {
  const lines = ["'a'\n", "'b'\r\n", "'c'\r", "'Größe 😀'\n", "'\ud800'\n", '\r', '\n']
  for (const kinds of [lines, lines.slice(0, 3)]) {
    const short = Array.from({ length: 400_000 }, (_, index) => kinds[(index * 5) % kinds.length]).join('')
    const text = `'${'x'.repeat(40_000)}'\r\n${short}`
    t.true(text.length > 1 << 20)
    const plain = text.replace(/\r\n?|\n/g, '\r\n')
    t.true(Buffer.from(kinds === lines ? `\ufeff${plain}` : plain).equals(scriptBytes(text)))
  }
})

test('a script is CRLF, and has a byte order mark where it is not ASCII', (t) => {
  t.is(Buffer.from(scriptBytes("'a'\n'b'\r\n")).toString(), "'a'\r\n'b'\r\n")
  t.is(Buffer.from(scriptBytes("'é'\n")).toString(), "\uFEFF'é'\r\n")
  t.throws(() => scriptBytes("'"), { message: /never closed/ })
})
