// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { catalogNames } from './catalog-names.ts'
import { targetWords } from './target-words.ts'

/**
 * The house has floors (docs/architecture.md): no import goes up, and the graph has no circle.
 * What a role means stands in the catalogue: the rooms that join and draft know none by its name.
 * What a target is stands in its folder: the rooms below and around it know none by its name.
 * Prints what breaks that, and fails.
 */
const FLOORS: readonly (readonly string[])[] = [
  ['collections'],
  ['formats'],
  ['packets'],
  ['diagnostics'],
  ['catalog'],
  ['estate'],
  ['flows'],
  ['rules'],
  ['adopt', 'analysis', 'change', 'lint', 'targets', 'traffic', 'units', 'import'],
  ['preview', 'read', 'output'],
  ['compile', 'explain'],
  ['library'],
  ['servers'],
  ['cli'],
  ['index.ts'],
]

const SRC = resolve(import.meta.dirname, '../src')
/** Names of targets and what an estate says of their options: the estate reads it, so it stands on its floor. */
const DECLARED =
  /^targets\/(?:(?:declared-options|option-schemas|options|target-names)|\w+\/(?:options|options-schema))\.ts$/
const floorOf = (file: string): number => {
  const path = relative(SRC, file).replaceAll('\\', '/')
  const room = DECLARED.test(path) ? 'estate' : (path.split('/')[0] as string)
  const floor = FLOORS.findIndex((rooms) => rooms.includes(room))
  if (floor < 0) throw new Error(`src/${room} stands on no floor`)
  return floor
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(SRC, name))
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(file, 'utf8')
    // A dynamic import is an arrow too; a type that goes down the stairs is one as well.
    const found = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+\.ts)'/g)].map((match) =>
      resolve(dirname(file), match[1] as string),
    )
    return [file, found] as const
  }),
)

const faults: string[] = []
const name = (file: string): string => relative(SRC, file).replaceAll('\\', '/')
for (const [file, targets] of imports) {
  for (const target of targets)
    if (floorOf(target) > floorOf(file)) faults.push(`${name(file)} looks up to ${name(target)}`)
  const text = readFileSync(file, 'utf8')
  if (!text.startsWith('// SPDX-License-Identifier: MIT\n'))
    faults.push(`${name(file)} does not begin with its licence`)
}

/** A path of somebody's machine says nothing to anybody else. */
const ROOTS = ['bin', 'docs', 'gpo', 'policies', 'schema', 'scripts', 'src', 'templates']
for (const root of ROOTS)
  for (const entry of readdirSync(resolve(SRC, '..', root), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && /(?:^|[\s'"`(=])\/(?:work|root|home\/[a-z])\//m.test(readFileSync(path, 'utf8')))
      faults.push(`${relative(resolve(SRC, '..'), path)} names a path of a machine`)
  }

for (const file of files)
  for (const word of catalogNames(name(file), readFileSync(file, 'utf8')))
    faults.push(`${name(file)} decides by the name “${word}” of the catalogue`)
for (const file of files)
  for (const word of targetWords(name(file), readFileSync(file, 'utf8')))
    faults.push(`${name(file)} decides by the target “${word}”`)

const state = new Map<string, 'open' | 'done'>()
const visit = (file: string, path: readonly string[]): void => {
  if (state.get(file) === 'done') return
  if (state.get(file) === 'open') {
    faults.push(`a circle: ${[...path.slice(path.indexOf(file)), file].map(name).join(' -> ')}`)
    return
  }
  state.set(file, 'open')
  for (const target of imports.get(file) ?? []) visit(target, [...path, file])
  state.set(file, 'done')
}
for (const file of files) visit(file, [])

// The test runner loads its files with require(), which knows no await at the top of a module.
const TESTS = resolve(import.meta.dirname, '../test')
for (const file of readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.ts')))
  if (
    /^(?:(?:export )?(?:const|let) [^=]+= )?(?:await|new \w+\(await|\[?\.*await)\b/m.test(
      readFileSync(join(TESTS, file), 'utf8'),
    )
  )
    faults.push(`test/${file.replaceAll('\\', '/')} waits at the top of the module`)

process.stdout.write(
  `${files.length} modules, ${faults.length} faults\n${faults.map((fault) => `  ${fault}\n`).join('')}`,
)
process.exitCode = faults.length > 0 ? 1 : 0
