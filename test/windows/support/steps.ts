// SPDX-License-Identifier: MIT
import type { Step } from './step.ts'

const step = (name: string, words: string, more: Partial<Step> = {}): Step => ({
  name,
  words: words.split(' '),
  ...more,
})

/** Of an estate in TypeScript; on Windows the archive itself does it, and prints into a file. */
export const TYPESCRIPT: Step = {
  name: 'typescript',
  words: ['compile', 'estates/typescript/estate.ts', '--target', 'csv', '--out', 'gr\u00f6\u00dfe'],
}

/** Every command, on all systems alike. */
export const COMMON: readonly Step[] = [
  step('init', 'init made'),
  step('init again', 'init made'),
  step('check', 'check edge.yaml'),
  step('compile', 'compile edge.yaml --target all --out out', { before: [['write', 'out/notes/mine.txt', 'mine']] }),
  step('verify', 'verify out --json'),
  step('read folder', 'read out/gpo --json'),
  step('read file', 'read out/powershell/web.ps1'),
  step('compile again', 'compile edge.yaml --target gpo,csv --out out'),
  step('plan', 'plan edge.yaml --against out --json'),
  step('can', 'can edge.yaml cm01.example.test db01.example.test 1433/tcp'),
  step('preview page', 'preview edge.yaml --html pages/page.html'),
  step('traffic', 'traffic edge.yaml logs/B.LOG logs/a.log --flows pages/missing.yaml'),
  step('import', 'import facts-0.json facts-1.json facts-2.json facts-3.json --out pages/imported.yaml'),
  step('no such file', 'check estates/nobody.yaml'),
  step('no such file of many', 'read edge.yaml estates/nobody.csv'),
  step('broken', 'compile broken.yaml --out never'),
  step('no output', 'verify estates'),
  step('a file in the way', 'compile tiny.yaml --target csv --out edge.yaml'),
]

const compile = (out: string, estate = 'tiny.yaml'): readonly string[] => [
  'compile',
  estate,
  '--target',
  'csv',
  '--out',
  out,
]
export const LONG = Array.from({ length: 6 }, (_, index) => `${index}${'-long'.repeat(12)}`).join('\\')
/** Of folders; the last is what a program gets of `"w\quoted\" --quiet`. */
export const REFUSED = ['CON', 'w\\dot.', 'w\\quoted" --quiet']

/** What Windows alone has. `home` is the folder of the run, as Windows names it. */
export const windowsSteps = (home: string): readonly Step[] => [
  { name: 'back slashes', words: compile('w\\back', '.\\tiny.yaml') },
  { name: 'a file held', words: compile('w\\back'), before: [['hold', 'w/back/csv/rules.csv']] },
  { name: 'whole after that', words: ['verify', 'w\\back'] },
  { name: 'a program in the folder', words: compile('w\\back'), before: [['stand', 'w/back']] },
  { name: 'this one in the folder', words: compile('..', '..\\..\\..\\tiny.yaml'), within: 'w/back/csv' },
  {
    name: 'read-only',
    words: compile('w\\back'),
    before: [
      ['read-only', 'w/back/csv/rules.csv'],
      ['read-only', 'w/back/portwright.json'],
    ],
  },
  { name: 'upper case', words: compile('W\\BACK') },
  { name: 'long', words: compile(`w\\${LONG}`) },
  { name: 'namespace', words: compile(`\\\\?\\${home}\\w\\namespace`, `\\\\?\\${home}\\tiny.yaml`) },
  { name: 'drive-relative', words: compile('Z:w\\drive', 'Z:tiny.yaml') },
  ...REFUSED.map((out) => ({ name: `refused ${out}`, words: compile(out) })),
  { name: 'wildcards', words: ['traffic', 'edge.yaml', 'logs\\*.log'] },
  { name: 'no wildcards', words: ['read', 'logs\\*.nothing'] },
]
