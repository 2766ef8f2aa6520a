// SPDX-License-Identifier: MIT
import type { Step } from './step.ts'

/**
 * Arguments, as they stand on a line of cmd and as a program gets them. None holds `%`: the cmd of wine looks for variables
 * in what it has put in already, the one of Windows does not.
 */
export const ARGUMENTS: readonly (readonly [typed: string, got: string])[] = [
  ['plain', 'plain'],
  ['"two words"', 'two words'],
  ['"r&d|<x>^y.yaml"', 'r&d|<x>^y.yaml'],
  ['"gr\u00fc\u00df!.yaml"', 'gr\u00fc\u00df!.yaml'],
  ['""', ''],
  ['"say \\"hi\\""', 'say "hi"'],
  ['(a);b,c=d', '(a);b,c=d'],
  ['C:\\x\\', 'C:\\x\\'],
]

/**
 * `home` is the folder of the run; `folder` and `real` are where the archive is unpacked, as Windows names it: once with a program that prints its arguments
 * in the place of Node.js.
 */
export const commandSteps = (home: string, folder: string, real: string): readonly Step[] => {
  const command = `"${folder}\\portwright.cmd"`
  const byPath = { PATH: `${folder};C:\\windows\\system32` }
  return [
    { name: 'arguments', words: `${command} ${ARGUMENTS.map(([typed]) => typed).join(' ')}` },
    { name: 'found by the path', words: '"portwright" a "b c"', env: byPath },
    { name: 'delayed expansion', words: 'portwright a', env: byPath, delayed: true },
    { name: 'exit code', words: `${command} a`, env: { ECHO_EXIT: '3' } },
    { name: 'exit code in a line', words: `${command} a & if errorlevel 70 echo seventy`, env: { ECHO_EXIT: '70' } },
    { name: 'called', words: `call ${command} a & if not errorlevel 1 echo next` },
    {
      name: 'real',
      words: `chcp 850 >nul 2>nul & "${real}\\portwright.cmd" compile "\\\\?\\${home}\\estates\\typescript\\estate.ts" --target csv --out gr\u00f6\u00dfe >printed.txt 2>&1`,
    },
  ]
}
