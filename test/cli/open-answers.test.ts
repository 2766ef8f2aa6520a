// SPDX-License-Identifier: MIT
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { listenerEstate } from '../../scripts/bench-estates.ts'
import { openAnswers } from '../../src/cli/open-answers.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { QUIET_STREAMS } from '../support/quiet-streams.ts'

const QUESTION = { from: '10.0.5.1', to: 'server.bench.test', packet: '16/tcp', profile: null, direction: null }

/** How often a folder is asked, and what is answered, by programs that keep what they read in `home`. */
const asking = (home: string) => {
  let loads = 0
  const streams = {
    ...QUIET_STREAMS,
    environment: { XDG_CACHE_HOME: home, LOCALAPPDATA: home },
    touched: () => {
      loads += 1
    },
  }
  return async (path: string, program = 'one', more: Partial<typeof streams> = {}) => {
    loads = 0
    const answers = await openAnswers(path, null, { ...streams, ...more }, program)
    const answer = await answers?.(QUESTION)
    return { answer: answer?.found.answer, rule: answer?.found.in.rule, isWhole: loads > 0 }
  }
}

test('the second question about a large estate is answered from what the first one kept, until anything is another', async (t) => {
  const folder = temporaryFolder(t)
  const home = join(folder, 'home')
  const path = join(folder, 'estate.yaml')
  const ask = asking(home)
  writeFileSync(path, listenerEstate(600, 0, 1))
  const first = await ask(path)
  t.like(first, { answer: 'yes', isWhole: true })
  t.deepEqual(await ask(path), { ...first, isWhole: false })
  t.true((await ask(path, 'two')).isWhole)
  t.true((await ask(path, 'one', { today: '2026-01-16' })).isWhole)
  t.true(
    (
      await ask(path, 'one', {
        environment: { XDG_CACHE_HOME: home, LOCALAPPDATA: home, PORTWRIGHT_NO_CACHE: '1' } as never,
      })
    ).isWhole,
  )
  // The flow that lets the packet pass is another's.
  writeFileSync(path, listenerEstate(600, 9, 1))
  t.like(await ask(path), { answer: 'no', isWhole: true })
  t.like(await ask(path), { answer: 'no', isWhole: false })
  // A copy elsewhere may import other files by the same names.
  const copy = join(folder, 'copy.yaml')
  writeFileSync(copy, readFileSync(path))
  t.true((await ask(copy)).isWhole)
  if (process.platform !== 'win32') {
    chmodSync(join(home, 'portwright'), 0o755)
    t.true((await ask(path)).isWhole, 'others may read it')
  }
})

test('what an estate imports counts as the estate does', async (t) => {
  const folder = temporaryFolder(t)
  const ask = asking(join(folder, 'home'))
  const path = join(folder, 'estate.ts')
  const hosts = (count: number, port: number): string =>
    `export const flows = [${Array.from({ length: count }, (_, index) => `{ name: 'flow ${index}', from: '10.0.${index % 250}.0/25', to: 'server.bench.test', protocol: 'tcp', ports: [${port + index}], reason: 'Measured.' }`).join(',\n')}]\n`
  writeFileSync(
    path,
    `import { estate } from 'portwright'\nimport { flows } from './flows.ts'\nexport default estate({ name: 'bench', product: 'cmcb', hosts: { 'server.bench.test': { addresses: ['172.16.0.1'], roles: [] } }, flows })\n`,
  )
  writeFileSync(join(folder, 'flows.ts'), hosts(600, 11))
  t.like(await ask(path), { answer: 'yes', isWhole: true })
  t.like(await ask(path), { answer: 'yes', isWhole: false })
  writeFileSync(join(folder, 'flows.ts'), hosts(600, 12))
  t.like(await ask(path), { answer: 'no', isWhole: true })
})

test('a damaged file of what was kept is ignored, whatever of it is damaged', async (t) => {
  const folder = temporaryFolder(t)
  const home = join(folder, 'home')
  const out = join(folder, 'out')
  const estate = join(folder, 'estate.yaml')
  writeFileSync(estate, listenerEstate(600, 0, 1))
  t.is((await portwright(['compile', estate, '--out', out, '--target', 'csv', '--quiet'])).exit, 0)
  const ask = asking(home)
  const whole = await ask(out)
  t.like(whole, { answer: 'yes', isWhole: true })
  t.deepEqual(await ask(out), { ...whole, isWhole: false })
  const kept = join(home, 'portwright/questions')
  const [name = ''] = readdirSync(kept)
  const file = join(kept, name)
  const bytes = readFileSync(file)
  let ignored = 0
  for (let at = 1; at <= 12; at++) {
    const damaged = Buffer.from(bytes)
    const place = Math.floor((bytes.length * at) / 12) - 1
    damaged[place] = (damaged[place] as number) ^ 1
    writeFileSync(file, at % 3 === 0 ? bytes.subarray(0, place) : damaged)
    const { isWhole, ...answer } = await ask(out)
    t.like(whole, answer)
    if (isWhole) ignored += 1
  }
  t.true(ignored > 5)
  mkdirSync(join(folder, 'other'))
  writeFileSync(file, bytes)
  t.false((await ask(out)).isWhole)
})
