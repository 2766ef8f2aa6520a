// SPDX-License-Identifier: MIT
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { TARGETS } from '../../src/targets/targets.ts'
import { compiled } from '../support/compile.ts'
import { FLOW_TARGETS } from '../support/policy-targets.ts'
import { PLAIN_OPTIONS } from '../support/sample/plain-options.ts'
import { FLOW_BEHAVIOURS, flowCaseEstate } from './flow-behaviours.ts'

/** UPDATE_CASES=1 writes the files anew; read the difference before you commit it. */
const update = process.env.UPDATE_CASES === '1'
const folder = join(import.meta.dirname, 'flows')

/** The lines of a target's files, by file. */
const saying = async (flow: string | null): Promise<readonly (readonly [file: string, lines: readonly string[]])[]> => {
  const estate = await compiled(flowCaseEstate(flow))
  const all: (readonly [string, readonly string[]])[] = []
  for (const name of FLOW_TARGETS) {
    const { files = [] } = (await TARGETS[name]()).estate?.write(estate, { ...PLAIN_OPTIONS, estate: 'test' }) ?? {}
    for (const { path, bytes } of files) all.push([path, new TextDecoder().decode(bytes).split('\n')])
  }
  return all
}

for (const [name, flow] of Object.entries(FLOW_BEHAVIOURS)) {
  test(`every target that says flows says “${name.replaceAll('-', ' ')}” exactly as its case file has it`, async (t) => {
    const without = new Map((await saying(null)).map(([path, lines]) => [path, new Set(lines)]))
    const said = (await saying(flow))
      .map(([path, lines]) => [path, lines.filter((line) => !without.get(path)?.has(line))] as const)
      .filter(([, lines]) => lines.length > 0)
      .map(([path, lines]) => `${path}\n${lines.map((line) => `    ${line}\n`).join('')}`)
      .join('')
    const file = join(folder, `${name}.txt`)
    if (update) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(file, said)
    }
    t.is(said, existsSync(file) ? readFileSync(file, 'utf8') : '')
    t.not(said, '')
  })
}
